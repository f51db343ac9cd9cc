namespace ActiveRecording.Domain.MediaServers;

/// <summary>What a Media Server's keeper asks of the outside.</summary>
public abstract record MediaServerEffect
{
    private MediaServerEffect()
    {
    }

    /// <summary>The leg may come.</summary>
    public sealed record Grant(string RequestId) : MediaServerEffect;

    /// <summary>The leg may not come: all ports are taken.</summary>
    public sealed record Refuse(string RequestId) : MediaServerEffect;

    /// <summary>Release the leg as expired at an instant.</summary>
    public sealed record StartLease(string LegId, DateTimeOffset Until) : MediaServerEffect;

    /// <summary>No longer.</summary>
    public sealed record EndLease(string LegId) : MediaServerEffect;
}
