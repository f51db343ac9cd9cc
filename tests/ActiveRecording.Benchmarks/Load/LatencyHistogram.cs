namespace ActiveRecording.Benchmarks.Load;

/// <summary>Counts of latencies in steps of 1 µs up to 1 s; longer ones count as that.</summary>
internal sealed class LatencyHistogram
{
    private const int Steps = 1_000_000;
    private readonly int[] counts = new int[Steps + 1];
    private long total;

    public void Add(long nanos)
    {
        counts[Math.Clamp(nanos / 1_000, 0, Steps)]++;
        total++;
    }

    /// <summary>Milliseconds that a share of all latencies, 0 to 1, does not exceed; 0 without any.</summary>
    public double Millis(double share)
    {
        var seen = 0L;
        for (var micros = 0; micros <= Steps; micros++)
        {
            seen += counts[micros];
            if (seen > 0 && seen >= total * share) return micros / 1_000.0;
        }

        return 0;
    }
}
