using ActiveRecording.Domain.Calls;

namespace ActiveRecording.Reporting.Documents;

/// <summary>A live or past call; when it is over, its call detail record too.</summary>
public sealed record CallDocument
{
    public required string CallUuid { get; init; }

    public required string ConnId { get; init; }

    public required string Ani { get; init; }

    public required string Dnis { get; init; }

    public required Party Origin { get; init; }

    public required Party Destination { get; init; }

    public required CallProgress Progress { get; init; }

    public required DateTimeOffset Created { get; init; }

    public DateTimeOffset? Answered { get; init; }

    public DateTimeOffset? Ended { get; init; }

    public CallEndCause? Cause { get; init; }

    /// <summary>The caller's final SIP status.</summary>
    public int? Status { get; init; }

    public LegId? EndedBy { get; init; }

    /// <summary>The last one.</summary>
    public CallRecordingDocument? Recording { get; init; }

    /// <summary>Those before it, in order; null for none.</summary>
    public IReadOnlyList<CallRecordingDocument>? EarlierRecordings { get; init; }
}

/// <summary>How far a call has come.</summary>
public enum CallProgress
{
    Placed,
    Ringing,
    Answered,
    Ended,
}

/// <summary>The recording of a call as the switch knows it.</summary>
public sealed record CallRecordingDocument(string Id, string RecordDn, SwitchView State, string? Reason);
