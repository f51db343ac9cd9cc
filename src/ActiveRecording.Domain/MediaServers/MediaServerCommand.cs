namespace ActiveRecording.Domain.MediaServers;

/// <summary>What is told to a Media Server's keeper.</summary>
/// <param name="At">When.</param>
public abstract record MediaServerCommand(DateTimeOffset At)
{
    /// <summary>A leg wants to come here. Asked again for the same leg it is granted again.</summary>
    /// <param name="At">When.</param>
    /// <param name="RequestId">What the answer is recognised by.</param>
    /// <param name="LegId">Call-ID.</param>
    /// <param name="ConferenceId">The conf-id.</param>
    /// <param name="Ports">Streams, at least 1.</param>
    /// <param name="PortCapacity">Streams that the server takes.</param>
    /// <param name="Lease">After which the reservation is given up.</param>
    public sealed record Reserve(
        DateTimeOffset At, string RequestId, string LegId, string ConferenceId, int Ports, int PortCapacity, TimeSpan Lease)
        : MediaServerCommand(At);

    /// <summary>The leg is over.</summary>
    public sealed record Release(DateTimeOffset At, string LegId, ReleaseCause Cause) : MediaServerCommand(At);
}
