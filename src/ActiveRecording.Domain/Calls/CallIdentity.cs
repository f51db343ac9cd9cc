namespace ActiveRecording.Domain.Calls;

/// <summary>The names of one call, drawn once when it is placed.</summary>
/// <param name="CallUuid">32 characters <c>0-9A-Z</c>, constant for the call's life.</param>
/// <param name="ConnId">16 lower-case hexadecimal digits.</param>
/// <param name="ConferenceId">32 characters; ties both media legs to one Media Server.</param>
/// <param name="RecordingId">32 characters, not those of <paramref name="CallUuid"/>; for a recorded call.</param>
public sealed record CallIdentity(string CallUuid, string ConnId, string ConferenceId, string RecordingId);

/// <summary>How a party reaches the switch.</summary>
public enum PartyKind
{
    /// <summary>A registered phone.</summary>
    Extension,

    /// <summary>A line to another switch.</summary>
    Trunk,
}

/// <summary>One side of a call.</summary>
/// <param name="Dn">Its directory number; for the far side of a trunk the trunk's own.</param>
/// <param name="Kind">How it reaches the switch.</param>
/// <param name="Number">What is dialled or shown for it; differs from <paramref name="Dn"/> beyond a trunk.</param>
public sealed record Party(string Dn, PartyKind Kind, string Number);

/// <summary>How long the call waits.</summary>
/// <param name="Anchor">For both media legs, before the callee is invited without them; 500 ms by default.</param>
/// <param name="NoAnswer">For the callee's answer; 180 s by default.</param>
public sealed record CallTimeouts(TimeSpan Anchor, TimeSpan NoAnswer)
{
    /// <summary>What holds without configuration.</summary>
    public static CallTimeouts Default { get; } = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(180));
}
