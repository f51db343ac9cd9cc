using ActiveRecording.EventSourcing.Members;

namespace ActiveRecording.Actors.Cluster.Membership;

/// <summary>What membership wants done.</summary>
internal abstract record MembershipEffect
{
    private MembershipEffect()
    {
    }

    /// <summary>Says that this node lives.</summary>
    public sealed record SendHeartbeat(Member To, Heartbeat Heartbeat) : MembershipEffect;

    /// <summary>Asks a third node whether it reaches a suspect.</summary>
    public sealed record AskProbe(Member Third, long About) : MembershipEffect;

    /// <summary>Tells a node whether this one reaches its suspect.</summary>
    public sealed record AnswerProbe(long To, long About, bool IsReached) : MembershipEffect;

    /// <summary>Reads the store; one read at a time.</summary>
    public sealed record ReadStore : MembershipEffect;

    /// <summary>Asks the store to put a node down.</summary>
    public sealed record Depose(Member Suspect, string Reason) : MembershipEffect;

    /// <summary>Tells a node that was deposed that it is.</summary>
    public sealed record Dismiss(Member Deposed) : MembershipEffect;

    /// <summary>The members changed.</summary>
    public sealed record Changed(MemberList Members) : MembershipEffect;

    /// <summary>This node is no longer a member; the machine has stopped.</summary>
    public sealed record Over(string Reason) : MembershipEffect;
}
