using ActiveRecording.Archive.Spools;

namespace ActiveRecording.Archive.Rendering;

/// <summary>
/// The second pass over one spool, packet by packet, so that several can be read side by side.
/// </summary>
internal sealed class SamplePass : IDisposable
{
    private readonly SourceAnalysis analysis;
    private readonly long[] origins;
    private readonly StreamTracker tracker = new();
    private readonly SpoolReader reader;
    private Placement current;

    public SamplePass(SourceAnalysis analysis, TimeLine line)
    {
        this.analysis = analysis;
        origins = [.. analysis.Tracker.Segments.Select(segment => line.Origin(analysis, segment))];
        reader = SpoolReader.Open(analysis.Source.Path);
    }

    /// <summary>The place of the packet last read on the time line.</summary>
    public long Position { get; private set; }

    /// <summary>Samples that fell outside the time line.</summary>
    public long TrimmedSamples { get; private set; }

    public int Channel => analysis.Source.Channel;

    /// <summary>Goes to the next packet that can be decoded; false at the end.</summary>
    public bool Next()
    {
        while (reader.Next())
        {
            if (reader.TryGetStream(out var stream)) tracker.Apply(stream!);
            if (!reader.TryGetPacket(out var packet) || !tracker.TryPlace(packet, out current)) continue;
            if (current.Kind is not (MediaKind.MuLaw or MediaKind.ALaw)) continue;
            Position = origins[current.Segment.Index] + current.Position;
            return true;
        }

        return false;
    }

    /// <summary>Puts the packet last read onto the canvas.</summary>
    public void Draw(StereoCanvas canvas)
    {
        if (!reader.TryGetPacket(out var packet)) return;
        TrimmedSamples += canvas.Write(Channel, Position, packet.Payload, current.Kind);
    }

    public void Dispose() => reader.Dispose();
}
