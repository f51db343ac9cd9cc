namespace ActiveRecording.ClusterTests;

internal static class Percentiles
{
    /// <summary>The smallest of times, shortest first, that this share of them does not exceed; zero of none.</summary>
    public static TimeSpan Percentile(this IReadOnlyList<TimeSpan> sorted, double share) =>
        sorted.Count == 0 ? TimeSpan.Zero : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)];
}
