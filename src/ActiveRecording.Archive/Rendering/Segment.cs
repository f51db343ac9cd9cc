using ActiveRecording.Archive.Spools;

namespace ActiveRecording.Archive.Rendering;

/// <summary>
/// A stretch of a stream with one SSRC and one unbroken media clock. Positions are samples of 8 kHz since its
/// first packet, whatever its clock rate; where the segment lies on the time line is known when all of it has
/// been seen.
/// </summary>
internal sealed class Segment
{
    private readonly uint origin;
    private readonly SequenceWindow sequences;
    private readonly MissingRuns missing = new();
    private readonly NativeSpans native = new();
    private long lastTick;
    private long mediaEnd;

    public Segment(int index, int clockRate, in SpooledPacket first)
    {
        Index = index;
        ClockRate = clockRate;
        Ssrc = first.Ssrc;
        origin = first.Timestamp;
        sequences = new SequenceWindow(first.Sequence);
        Clock = new SegmentClock(first.ArrivalTicks);
        LastArrivalTicks = first.ArrivalTicks;
    }

    public int Index { get; }

    public uint Ssrc { get; }

    /// <summary>Timestamp ticks per second.</summary>
    public int ClockRate { get; }

    public SegmentClock Clock { get; }

    /// <summary>Arrival of the media packet with the highest sequence number.</summary>
    public long LastArrivalTicks { get; private set; }

    /// <summary>Timestamp of that packet, in samples since the first.</summary>
    public long LastSample => ToSamples(lastTick);

    /// <summary>The earliest media, usually 0; null without any.</summary>
    public long? FirstMedia { get; private set; }

    /// <summary>Where the latest media ends.</summary>
    public long MediaEnd => mediaEnd;

    /// <summary>Media that is not decoded.</summary>
    public IReadOnlyList<(long Start, long End)> Native => native.All;

    public IReadOnlyList<MissingRun> Missing => missing.All;

    /// <summary>Distinct packets from the first to the last, missing ones included.</summary>
    public long Expected => sequences.Highest - sequences.Lowest + 1;

    /// <summary>Missing packets that are in no listed run.</summary>
    public long UnlistedPackets => missing.UnlistedPackets;

    public long Packets { get; private set; }

    public long Duplicates { get; private set; }

    public long Reordered { get; private set; }

    /// <summary>How far a packet is ahead of the latest one, in packets.</summary>
    public int PacketsAhead(in SpooledPacket packet) => sequences.Ahead(packet.Sequence);

    /// <summary>How far a timestamp is ahead of the latest packet's, in samples.</summary>
    public long SamplesAhead(uint timestamp) => ToSamples(lastTick + TicksAhead(timestamp)) - LastSample;

    /// <summary>Takes a packet; false when it is a repetition.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="kind">What it holds.</param>
    /// <param name="position">Its place, in samples since the segment's first packet.</param>
    public bool TryTake(in SpooledPacket packet, MediaKind kind, out long position)
    {
        var tick = lastTick + TicksAhead(packet.Timestamp);
        position = ToSamples(tick);
        var (lowest, highest) = (sequences.Lowest, sequences.Highest);
        if (!sequences.TryAdd(packet.Sequence, out var sequence))
        {
            Duplicates++;
            return false;
        }

        Packets++;
        var end = kind.IsDecoded()
            ? position + packet.Payload.Length
            : kind == MediaKind.Native ? native.Add(position) : position;
        NoteOrder(sequence, lowest, highest, position, end);
        if (!kind.IsMedia()) return true;
        if (kind.IsDecoded()) native.Break();
        if (sequence >= highest) (LastArrivalTicks, lastTick) = (packet.ArrivalTicks, tick);
        Clock.Packet(packet.ArrivalTicks, position);
        FirstMedia = Math.Min(FirstMedia ?? position, position);
        mediaEnd = Math.Max(mediaEnd, end);
        return true;
    }

    /// <summary>
    /// Packets that were sent before the first or after the last, as the sender's counts show.
    /// </summary>
    public void Lack(long before, long after)
    {
        if (FirstMedia is not { } first) return;
        var perPacket = Expected > 1
            ? Math.Min((mediaEnd - first) / Expected, StreamTracker.MaxPacketSamples)
            : MediaClock.Rate / 50;
        var (lowest, highest) = (sequences.Lowest, sequences.Highest);
        if (before > 0) missing.Add(new(lowest - before, lowest - 1, first - (before * perPacket), first));
        if (after > 0) missing.Add(new(highest + 1, highest + after, mediaEnd, mediaEnd + (after * perPacket)));
    }

    private void NoteOrder(long sequence, long lowest, long highest, long position, long end)
    {
        var holdsMedia = end > position;
        var silentUntil = holdsMedia ? Math.Max(position, mediaEnd) : mediaEnd;
        if (sequence > highest + 1) missing.Add(new(highest + 1, sequence - 1, mediaEnd, silentUntil));
        if (sequence >= highest) return;
        Reordered++;
        if (sequence > lowest) missing.Fill(sequence, holdsMedia ? (position, end) : null);
        else if (sequence < lowest - 1)
            missing.Add(new MissingRun(sequence + 1, lowest - 1, end, FirstMedia ?? 0));
    }

    private int TicksAhead(uint timestamp) => (int)(timestamp - (origin + (uint)lastTick));

    private long ToSamples(long ticks) =>
        ClockRate == MediaClock.Rate ? ticks : (long)Math.Floor((double)ticks * MediaClock.Rate / ClockRate);
}
