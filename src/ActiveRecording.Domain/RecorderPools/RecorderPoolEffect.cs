namespace ActiveRecording.Domain.RecorderPools;

/// <summary>What a recorder pool asks of the outside.</summary>
public abstract record RecorderPoolEffect
{
    private RecorderPoolEffect()
    {
    }

    /// <summary>The session goes to that recorder.</summary>
    public sealed record Grant(string RequestId, string Recorder) : RecorderPoolEffect;

    /// <summary>No recorder is left, or none with free ports.</summary>
    public sealed record Refuse(string RequestId) : RecorderPoolEffect;

    /// <summary>Release the session as expired at an instant.</summary>
    public sealed record StartLease(string SessionId, DateTimeOffset Until) : RecorderPoolEffect;

    /// <summary>No longer.</summary>
    public sealed record EndLease(string SessionId) : RecorderPoolEffect;
}
