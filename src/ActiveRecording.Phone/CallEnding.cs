namespace ActiveRecording.Phone;

/// <summary>How a call ended.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Status">The final status of an INVITE that was refused, 300 to 699, else null.</param>
/// <param name="At">When.</param>
public sealed record CallEnding(CallEndCause Cause, int? Status, DateTimeOffset At);

/// <summary>Why a call ended.</summary>
public enum CallEndCause
{
    /// <summary>This phone sent BYE.</summary>
    HungUpHere,

    /// <summary>The peer sent BYE.</summary>
    HungUpThere,

    /// <summary>The caller cancelled before it was answered.</summary>
    Cancelled,

    /// <summary>The INVITE was refused, by whichever side.</summary>
    Refused,

    /// <summary>The peer could not be reached or broke the protocol.</summary>
    Failed,
}

/// <summary>A call ended before what was waited for.</summary>
public sealed class CallEndedException(CallEnding ending)
    : Exception($"The call ended: {ending.Cause}{(ending.Status is { } status ? $" with {status}" : "")}.")
{
    /// <summary>How.</summary>
    public CallEnding Ending { get; } = ending;
}
