using ActiveRecording.Archive.Spools;

namespace ActiveRecording.Archive.Rendering;

/// <summary>
/// What senders say they sent (RFC 3550 §6.4.1) against what came: packets lost before the first or after the
/// last one leave no hole in the sequence numbers. Only counts that began with zero are believed: others may
/// be from before the recording.
/// </summary>
internal sealed class SenderCounts
{
    /// <summary>Hostile reports could name a new source each.</summary>
    private const int MaxSources = 1000;

    private readonly Dictionary<uint, Count> counts = [];

    /// <summary>A report arrived.</summary>
    /// <param name="report">The report.</param>
    /// <param name="expected">
    /// Packets that came from that source so far, missing ones between them included.
    /// </param>
    public void Note(in SpooledReport report, long expected)
    {
        if (counts.TryGetValue(report.Ssrc, out var known)) known.Note(report.Packets, expected);
        else if (report.Packets == 0 && counts.Count < MaxSources) counts.Add(report.Ssrc, new Count());
    }

    /// <summary>
    /// Packets that are known to be missing before the first and after the last of a source.
    /// </summary>
    /// <param name="ssrc">The source.</param>
    /// <param name="expected">Packets that came in all, missing ones between them included.</param>
    public (long Before, long After) Missing(uint ssrc, long expected) =>
        counts.TryGetValue(ssrc, out var known) ? known.Missing(expected) : default;

    private sealed class Count
    {
        private long least = long.MaxValue;
        private long last;
        private int reports;

        public void Note(uint packets, long expected)
        {
            if (packets == 0) return;
            least = Math.Min(least, packets - expected);
            last = packets;
            reports++;
        }

        /// <summary>
        /// What was missing all the time was missing from the beginning on. A single report, which may have
        /// come before the last packets, cannot tell the beginning from the end: it counts as the beginning.
        /// </summary>
        public (long Before, long After) Missing(long expected)
        {
            if (reports == 0) return default;
            var total = Math.Max(0, last - expected);
            var before = reports == 1 ? total : Math.Max(0, least);
            return (before, Math.Max(0, total - before));
        }
    }
}
