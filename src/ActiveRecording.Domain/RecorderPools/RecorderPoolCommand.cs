namespace ActiveRecording.Domain.RecorderPools;

/// <summary>What is told to a recorder pool.</summary>
/// <param name="At">When.</param>
public abstract record RecorderPoolCommand(DateTimeOffset At)
{
    /// <summary>A recording session wants a recorder; or another one, when those tried did not take it.</summary>
    /// <param name="At">When.</param>
    /// <param name="RequestId">What the answer is recognised by.</param>
    /// <param name="SessionId">Call-ID.</param>
    /// <param name="RecordId">The recording.</param>
    /// <param name="Ports">Streams, at least 1.</param>
    /// <param name="Candidates">The recorders of the pool.</param>
    /// <param name="Tried">Those that refused this session or did not answer.</param>
    /// <param name="Lease">After which the reservation is given up.</param>
    public sealed record Place(
        DateTimeOffset At, string RequestId, string SessionId, string RecordId, int Ports,
        IReadOnlyList<RecorderCandidate> Candidates, IReadOnlyList<string> Tried, TimeSpan Lease) : RecorderPoolCommand(At);

    /// <summary>The session is over.</summary>
    public sealed record Release(DateTimeOffset At, string SessionId, ReleaseCause Cause) : RecorderPoolCommand(At);
}

/// <summary>A recorder that may be chosen.</summary>
/// <param name="Name">Its name.</param>
/// <param name="PortCapacity">Streams that it takes.</param>
public readonly record struct RecorderCandidate(string Name, int PortCapacity);
