using ActiveRecording.Archive.Spools;

namespace ActiveRecording.Archive.Rendering;

/// <summary>Where a packet belongs.</summary>
/// <param name="Segment">Its segment.</param>
/// <param name="Position">Samples since the segment's first packet.</param>
/// <param name="Kind">What becomes of its payload.</param>
internal readonly record struct Placement(Segment Segment, long Position, MediaKind Kind);

/// <summary>
/// Puts the packets of one spool into segments. Deterministic: the renderer runs it twice over the same file,
/// once to learn the clocks, once to place the samples, and gets the same segments.
/// </summary>
internal sealed class StreamTracker
{
    /// <summary>
    /// RFC 3550 A.1, MAX_DROPOUT: beyond it a leap forward must fit the clock to count as loss.
    /// </summary>
    private const int MaxDropout = 3000;

    /// <summary>A packet further behind than this is from a restarted source.</summary>
    private const int MaxMisorder = 500;

    /// <summary>The most audio one packet is expected to hold: 120 ms.</summary>
    public const int MaxPacketSamples = 960;

    /// <summary>Hostile streams could change their SSRC with every packet.</summary>
    private const int MaxSegments = 1000;

    /// <summary>A pause in sending is told from a leap of the clock when both clocks agree to this.</summary>
    private static readonly long JumpTolerance = TimeSpan.TicksPerSecond;

    private readonly PayloadMap payloads = new();
    private readonly List<Segment> segments = [];
    private readonly List<SpooledReport> early = [];

    /// <summary>In the order of their first packets.</summary>
    public IReadOnlyList<Segment> Segments => segments;

    /// <summary>Packets by kind, indexed by <see cref="MediaKind"/>.</summary>
    public long[] Kinds { get; } = new long[Enum.GetValues<MediaKind>().Length];

    /// <summary>Packets beyond the last possible segment.</summary>
    public long Unplaced { get; private set; }

    /// <summary>The payload map changed.</summary>
    public void Apply(SpooledStream stream) => payloads.Apply(stream.Payloads);

    /// <summary>Places a packet; false when it is a repetition or there is no place for it.</summary>
    public bool TryPlace(in SpooledPacket packet, out Placement placement)
    {
        placement = default;
        var payload = payloads[packet.PayloadType];
        var kind = payloads.Kind(packet.PayloadType);
        var segment = Latest(packet.Ssrc);
        if (segment is null || !Continues(segment, packet, kind, payload.ClockRate))
            segment = Begin(packet, payload.ClockRate);
        if (segment is null || !segment.TryTake(packet, kind, out var position)) return false;
        Kinds[(int)kind]++;
        placement = new Placement(segment, position, kind);
        return true;
    }

    /// <summary>Packets of a source that came so far, missing ones between them included.</summary>
    public long Expected(uint ssrc) =>
        segments.Where(segment => segment.Ssrc == ssrc).Sum(segment => segment.Expected);

    /// <summary>Learns from a sender report.</summary>
    public void Note(in SpooledReport report)
    {
        var segment = Latest(report.Ssrc);
        if (segment is not null) Note(report, segment);
        else if (early.Count < 8) early.Add(report);
    }

    private Segment? Latest(uint ssrc)
    {
        for (var index = segments.Count - 1; index >= 0; index--)
        {
            if (segments[index].Ssrc == ssrc) return segments[index];
        }

        return null;
    }

    private Segment? Begin(in SpooledPacket packet, int clockRate)
    {
        if (segments.Count == MaxSegments)
        {
            Unplaced++;
            return null;
        }

        var segment = new Segment(segments.Count, clockRate, packet);
        segments.Add(segment);
        foreach (var report in early.Where(report => report.Ssrc == segment.Ssrc)) Note(report, segment);
        early.RemoveAll(report => report.Ssrc == segment.Ssrc);
        return segment;
    }

    private static void Note(in SpooledReport report, Segment segment)
    {
        var ahead = segment.SamplesAhead(report.RtpTimestamp);
        var elapsed = report.ArrivalTicks - segment.LastArrivalTicks;
        if (Math.Abs((ahead * MediaClock.TicksPerSample) - elapsed) > 10 * TimeSpan.TicksPerSecond) return;
        segment.Clock.Report(report, segment.LastSample + ahead);
    }

    /// <summary>
    /// Whether the packet is on the segment's sequence and clock: loss, reordering and pauses are, restarts
    /// are not.
    /// </summary>
    private static bool Continues(Segment segment, in SpooledPacket packet, MediaKind kind, int clockRate)
    {
        var packetsAhead = segment.PacketsAhead(packet);
        if (packetsAhead < -MaxMisorder) return false;
        if (!kind.IsMedia()) return packetsAhead <= MaxDropout;
        if (clockRate != segment.ClockRate) return false;
        var samplesAhead = segment.SamplesAhead(packet.Timestamp);
        if (packetsAhead <= 0) return samplesAhead <= 0 && samplesAhead >= MaxMisorder * -MaxPacketSamples;
        if (packetsAhead <= MaxDropout && samplesAhead >= 0
            && samplesAhead <= packetsAhead * MaxPacketSamples)
            return true;
        var elapsed = packet.ArrivalTicks - segment.LastArrivalTicks;
        return samplesAhead >= 0
            && Math.Abs((samplesAhead * MediaClock.TicksPerSample) - elapsed) <= JumpTolerance;
    }
}
