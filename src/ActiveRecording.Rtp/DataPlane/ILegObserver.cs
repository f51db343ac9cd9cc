namespace ActiveRecording.Rtp.DataPlane;

/// <summary>Hears the facts about a leg that are worth a decision.</summary>
public interface ILegObserver
{
    /// <summary>
    /// Called one at a time and in order, never while the plane holds anything: the observer may call the plane. Must return
    /// quickly. Changes of the source beyond ten a second are counted and not told.
    /// </summary>
    void Observed(IRtpLeg leg, LegFact fact);
}

/// <summary>Something that happened on a leg.</summary>
public abstract record LegFact
{
    private LegFact()
    {
    }

    /// <summary>The first valid packet of the leg.</summary>
    public sealed record FirstPacket(uint Ssrc, byte PayloadType, DateTimeOffset At) : LegFact;

    /// <summary>No packet for the leg's <see cref="LegOptions.Silence"/>; told once per silence.</summary>
    public sealed record Silent(TimeSpan Since) : LegFact;

    /// <summary>Packets came again after a silence.</summary>
    public sealed record Heard(DateTimeOffset At) : LegFact;

    /// <summary>The party's synchronization source changed (RFC 3550 §8).</summary>
    public sealed record SsrcChanged(uint From, uint To) : LegFact;

    /// <summary>The party now sends from another address than it described.</summary>
    public sealed record SourceChanged(System.Net.IPEndPoint To) : LegFact;
}
