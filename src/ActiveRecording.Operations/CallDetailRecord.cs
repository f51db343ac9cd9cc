namespace ActiveRecording.Operations;

/// <summary>What remains of a call when it is over.</summary>
public sealed record CallDetailRecord
{
    /// <summary>The call.</summary>
    public required string CallUuid { get; init; }

    /// <summary>ConnID, 16 hexadecimal digits.</summary>
    public required string ConnId { get; init; }

    /// <summary>Calling number.</summary>
    public required string Ani { get; init; }

    /// <summary>Called number.</summary>
    public required string Dnis { get; init; }

    /// <summary>The caller's DN.</summary>
    public required string OriginationDn { get; init; }

    /// <summary>The callee's DN.</summary>
    public required string DestinationDn { get; init; }

    /// <summary>When it reached the switch, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it was answered, UTC; absent if it never was.</summary>
    public DateTimeOffset? Answered { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public required DateTimeOffset Ended { get; init; }

    /// <summary>From the call's arrival to its answer or end.</summary>
    public required double SetupSeconds { get; init; }

    /// <summary>From answer to end, 0 if it was never answered.</summary>
    public required double TalkSeconds { get; init; }

    /// <summary>Why it ended, for example <c>hung-up</c>, <c>abandoned</c>, <c>refused</c>.</summary>
    public required string Cause { get; init; }

    /// <summary>The caller's final SIP status; 200 after an answered call.</summary>
    public required int SipStatus { get; init; }

    /// <summary><c>origination</c> or <c>destination</c>; absent if the switch ended it.</summary>
    public string? EndedBy { get; init; }

    /// <summary>Its recordings, as the switch knew them at the end.</summary>
    public IReadOnlyList<CallRecording> Recordings { get; init; } = [];
}
