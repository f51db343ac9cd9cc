using ActiveRecording.Domain.RecordingSessions;
using ActiveRecording.MediaServer.Legs;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Sdp;

namespace ActiveRecording.MediaServer.Recording;

/// <summary>A party's copy within a recording session.</summary>
internal sealed record RecordedStream(MediaLeg Leg, IRtpReplica Replica);

/// <summary>The media of one recording session: one stream, or two when the recorder takes both parties in one.</summary>
internal sealed class RecordedSession(RecordingSession session, IReadOnlyList<RecordedStream> streams, Origin origin)
{
    /// <summary>What it is about.</summary>
    public RecordingSession Session => session;

    /// <summary>The name of its entity.</summary>
    public string Id => session.Id;

    /// <summary>
    /// What the recorder is offered: each stream in the codecs the party negotiated, sendonly, inactive while the party sends
    /// nothing.
    /// </summary>
    public SessionDescription Describe(ConnectionAddress address) => SessionDescription.Create(origin, address, [.. streams.Select(
        stream => MediaDescription.Create(
            LegDescriptions.Audio, stream.Replica.Local.Rtp.Port, RecordedCodecs.Of(stream.Leg),
            LegDescriptions.IsMuted(stream.Leg.Remote) ? Direction.Inactive : Direction.SendOnly,
            stream.Replica.Local.Rtcp.Port))]);

    /// <summary>Sends each copy where the recorder's answer says; a stream it refused stays silent.</summary>
    public void Direct(SessionDescription answer)
    {
        foreach (var (stream, media) in streams.Zip(answer.Media))
        {
            if (media.IsActive && LegDescriptions.EndpointsOf(answer, media) is { } remote) stream.Replica.SetRemote(remote);
        }
    }

    /// <summary>False cuts every copy before it returns.</summary>
    public void SetActive(bool active)
    {
        foreach (var stream in streams) stream.Replica.SetActive(active);
    }

    /// <summary>Ends the copies; the sum of what they did.</summary>
    public ReplicaStatistics Close()
    {
        var sum = default(ReplicaStatistics);
        foreach (var (_, replica) in streams)
        {
            var own = replica.Statistics;
            replica.Close();
            sum = new(
                sum.Sent + own.Sent, sum.Buffered + own.Buffered, sum.Overflowed + own.Overflowed,
                sum.Cut + own.Cut, sum.ReportedLost + own.ReportedLost);
        }

        return sum;
    }
}
