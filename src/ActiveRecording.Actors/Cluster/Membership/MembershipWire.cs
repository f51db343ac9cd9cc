using ActiveRecording.Actors.Cluster.Links;

namespace ActiveRecording.Actors.Cluster.Membership;

/// <summary>What membership says and hears, on the wire. Heartbeats and probes go directly, never through a third node.</summary>
internal sealed class MembershipWire(Courier courier, Action<NodeId, MembershipInput> heard)
{
    private const string Beat = "membership/heartbeat";
    private const string Probe = "membership/probe";
    private const string Probed = "membership/probed";
    private const string Dismissed = "membership/dismissed";

    public static void Send(Courier courier, NodeId to, Heartbeat heartbeat) => courier.SendDirectly(
        to, Beat,
        new FrameWriter().Number(heartbeat.Version).Number(heartbeat.StoreUnseenMs).Number(heartbeat.IsQuestion ? 1 : 0).Written);

    public static void AskProbe(Courier courier, NodeId third, long about) =>
        courier.SendDirectly(third, Probe, new FrameWriter().Number(about).Written);

    public static void AnswerProbe(Courier courier, NodeId asker, long about, bool isReached) =>
        courier.SendDirectly(asker, Probed, new FrameWriter().Number(about).Number(isReached ? 1 : 0).Written);

    public static void Dismiss(Courier courier, NodeId deposed) =>
        courier.SendDirectly(deposed, Dismissed, new FrameWriter().Number(deposed.Incarnation).Written);

    public void Open()
    {
        courier.On(Beat, (from, payload) =>
        {
            var reader = new FrameReader(payload);
            var beat = new Heartbeat(reader.Number(), (int)reader.Number(), reader.Number() != 0);
            if (!reader.IsBroken) heard(from, new MembershipInput.Heard(from.Incarnation, beat));
        });
        courier.On(Probe, (from, payload) =>
        {
            var reader = new FrameReader(payload);
            var about = reader.Number();
            if (!reader.IsBroken) heard(from, new MembershipInput.ProbeAsked(from.Incarnation, about));
        });
        courier.On(Probed, (from, payload) =>
        {
            var reader = new FrameReader(payload);
            var (about, reached) = (reader.Number(), reader.Number() != 0);
            if (!reader.IsBroken) heard(from, new MembershipInput.ProbeAnswered(from.Incarnation, about, reached));
        });
        courier.On(Dismissed, (from, payload) =>
        {
            var reader = new FrameReader(payload);
            var who = reader.Number();
            if (!reader.IsBroken) heard(from, new MembershipInput.Dismissed(who));
        });
    }
}
