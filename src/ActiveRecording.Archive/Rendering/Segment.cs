using ActiveRecording.Archive.Spools;

namespace ActiveRecording.Archive.Rendering;

/// <summary>
/// A stretch of a stream with one SSRC and one unbroken media clock. Positions are samples since its first packet;
/// where the segment lies on the time line is known when all of it has been seen.
/// </summary>
internal sealed class Segment
{
    private readonly uint origin;
    private readonly SequenceWindow sequences;
    private readonly MissingRuns missing = new();
    private long audioEnd;

    public Segment(int index, in SpooledPacket first)
    {
        Index = index;
        Ssrc = first.Ssrc;
        origin = first.Timestamp;
        sequences = new SequenceWindow(first.Sequence);
        Clock = new SegmentClock(first.ArrivalTicks);
        LastArrivalTicks = first.ArrivalTicks;
    }

    public int Index { get; }

    public uint Ssrc { get; }

    public SegmentClock Clock { get; }

    /// <summary>Arrival of the audio packet with the highest sequence number.</summary>
    public long LastArrivalTicks { get; private set; }

    /// <summary>Timestamp of that packet, in samples since the first.</summary>
    public long LastSample { get; private set; }

    /// <summary>The earliest audio, usually 0; null without any.</summary>
    public long? FirstAudio { get; private set; }

    /// <summary>Where the latest audio ends.</summary>
    public long AudioEnd => audioEnd;

    public IReadOnlyList<MissingRun> Missing => missing.All;

    /// <summary>Missing packets that are in no listed run.</summary>
    public long UnlistedPackets => missing.UnlistedPackets;

    public long Packets { get; private set; }

    public long Duplicates { get; private set; }

    public long Reordered { get; private set; }

    /// <summary>How far a packet is ahead of the latest one, in packets.</summary>
    public int PacketsAhead(in SpooledPacket packet) => sequences.Ahead(packet.Sequence);

    /// <summary>How far a timestamp is ahead of the latest packet's, in samples.</summary>
    public int SamplesAhead(uint timestamp) => (int)(timestamp - (origin + (uint)LastSample));

    /// <summary>Takes a packet; false when it is a repetition.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="samples">The audio samples it holds, 0 for none.</param>
    /// <param name="position">Its place, in samples since the segment's first packet.</param>
    public bool TryTake(in SpooledPacket packet, int samples, out long position)
    {
        position = LastSample + SamplesAhead(packet.Timestamp);
        var (lowest, highest) = (sequences.Lowest, sequences.Highest);
        if (!sequences.TryAdd(packet.Sequence, out var sequence))
        {
            Duplicates++;
            return false;
        }

        Packets++;
        NoteOrder(sequence, lowest, highest, position, samples);
        if (samples == 0) return true;
        if (sequence >= highest) (LastArrivalTicks, LastSample) = (packet.ArrivalTicks, position);
        NoteAudio(packet.ArrivalTicks, position, samples);
        return true;
    }

    private void NoteOrder(long sequence, long lowest, long highest, long position, int samples)
    {
        if (sequence > highest + 1)
            missing.Add(new MissingRun(highest + 1, sequence - 1, audioEnd, samples > 0 ? Math.Max(position, audioEnd) : audioEnd));
        if (sequence >= highest) return;
        Reordered++;
        if (sequence > lowest) missing.Fill(sequence, samples > 0 ? (position, position + samples) : null);
        else if (sequence < lowest - 1) missing.Add(new MissingRun(sequence + 1, lowest - 1, position + samples, FirstAudio ?? 0));
    }

    private void NoteAudio(long arrivalTicks, long position, int samples)
    {
        Clock.Packet(arrivalTicks, position);
        FirstAudio = Math.Min(FirstAudio ?? position, position);
        audioEnd = Math.Max(audioEnd, position + samples);
    }
}
