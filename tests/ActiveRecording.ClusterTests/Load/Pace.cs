namespace ActiveRecording.ClusterTests.Load;

/// <summary>How a request is repeated until it is answered.</summary>
/// <param name="First">After which time for the first time.</param>
/// <param name="Growth">By what each further interval is longer.</param>
/// <param name="Longest">The longest interval.</param>
internal sealed record Pace(TimeSpan First, int Growth, TimeSpan Longest)
{
    private static readonly TimeSpan T1 = TimeSpan.FromMilliseconds(500);

    /// <summary>As phones do it (RFC 3261 §17.1.1.2): Timer A.</summary>
    public static readonly Pace Invite = new(T1, 2, 64 * T1);

    /// <summary>As phones do it (RFC 3261 §17.1.2.2): Timer E.</summary>
    public static readonly Pace Other = new(T1, 2, TimeSpan.FromSeconds(4));

    /// <summary>As no phone does it: to see when an answer could be had.</summary>
    public static readonly Pace Probe = new(TimeSpan.FromMilliseconds(100), 1, TimeSpan.FromMilliseconds(100));

    public TimeSpan After(TimeSpan interval) => interval * Growth < Longest ? interval * Growth : Longest;
}
