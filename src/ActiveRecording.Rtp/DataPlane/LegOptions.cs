namespace ActiveRecording.Rtp.DataPlane;

/// <summary>How a leg is opened.</summary>
/// <param name="Silence">After how long without a packet the observer is told; zero: never.</param>
/// <param name="History">
/// How far back a replica may start (0 to 5 s): the answer is heard of a little later than it happened.
/// </param>
public sealed record LegOptions(TimeSpan Silence, TimeSpan History)
{
    /// <summary>
    /// What the leg belongs to; only legs of the same call are bridged. Calls are spread over the plane's threads, legs without one are
    /// not.
    /// </summary>
    public string? Call { get; init; }

    /// <summary>Silence told after 10 s, 1 s of history.</summary>
    public static LegOptions Default { get; } = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1));
}
