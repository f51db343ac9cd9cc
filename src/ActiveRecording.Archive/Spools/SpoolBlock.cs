namespace ActiveRecording.Archive.Spools;

/// <summary>Whole frames of one stream on their way to the disk. Has one owner at a time.</summary>
/// <param name="memory">Where they lie.</param>
/// <param name="borrowed">The array it is all of, where that is not a piece of a slab.</param>
internal sealed class SpoolBlock(Memory<byte> memory, byte[]? borrowed = null)
{
    /// <summary>Room in bytes.</summary>
    public int Capacity => memory.Length;

    /// <summary>Bytes of frames in it.</summary>
    public int Used { get; private set; }

    /// <summary>The array to be given back; null for a piece of a slab.</summary>
    public byte[]? Borrowed => borrowed;

    /// <summary>The frames.</summary>
    public ReadOnlyMemory<byte> Frames => memory[..Used];

    /// <summary>Room for a frame, at the end; there is enough.</summary>
    public Span<byte> Reserve(int frameBytes)
    {
        var frame = memory.Span.Slice(Used, frameBytes);
        Used += frameBytes;
        return frame;
    }

    public void Clear() => Used = 0;

    /// <summary>Takes packets and sender reports out; what was agreed and decided about the stream stays.</summary>
    /// <param name="loss">Takes the packets in.</param>
    public void Forget(ref SpoolLoss loss)
    {
        var bytes = memory.Span[..Used];
        var kept = 0;
        for (var at = 0; SpoolFrame.TryReadLength(bytes[at..], out var frameBytes); at += frameBytes)
        {
            var frame = bytes.Slice(at, frameBytes);
            var kind = (SpoolFrameKind)frame[SpoolFrame.PrefixBytes];
            if (kind == SpoolFrameKind.Packet && SpooledPacket.TryRead(frame[SpoolFrame.HeaderBytes..], out var packet))
                loss.Add(packet.ArrivalTicks);
            if (kind is SpoolFrameKind.Packet or SpoolFrameKind.Report) continue;
            frame.CopyTo(bytes[kept..]);
            kept += frameBytes;
        }

        Used = kept;
    }
}
