using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ActiveRecording.Archive.Rendering;

/// <summary>A stretch of a stereo file with its channels apart, so that runs of samples are put into it whole.</summary>
/// <param name="frames">Its length.</param>
/// <param name="bytesPerSample">1 or 2.</param>
internal sealed class StereoBlock(int frames, int bytesPerSample)
{
    private readonly byte[] left = new byte[frames * bytesPerSample];
    private readonly byte[] right = new byte[frames * bytesPerSample];

    /// <summary>Which stretch it is, from 0.</summary>
    public int Index { get; private set; }

    /// <summary>The samples of a channel, of this machine's byte order.</summary>
    public Span<byte> Channel(int channel) => channel == 0 ? left : right;

    /// <summary>Becomes another stretch, a silent one.</summary>
    public void Begin(int index, byte silence)
    {
        Index = index;
        left.AsSpan().Fill(silence);
        right.AsSpan().Fill(silence);
    }

    /// <summary>Becomes another stretch, as the file has it.</summary>
    public void Begin(int index, ReadOnlySpan<byte> interleaved)
    {
        Index = index;
        if (bytesPerSample == 1)
        {
            for (var at = 0; at < interleaved.Length / 2; at++) (left[at], right[at]) = (interleaved[2 * at], interleaved[2 * at + 1]);
            return;
        }

        Span<short> one = MemoryMarshal.Cast<byte, short>(left.AsSpan());
        Span<short> other = MemoryMarshal.Cast<byte, short>(right.AsSpan());
        for (var at = 0; at < interleaved.Length / 4; at++)
        {
            one[at] = BinaryPrimitives.ReadInt16LittleEndian(interleaved[(4 * at)..]);
            other[at] = BinaryPrimitives.ReadInt16LittleEndian(interleaved[(4 * at + 2)..]);
        }
    }

    /// <summary>Writes its frames as the file has them; <paramref name="into"/> has room for all.</summary>
    public void Interleave(Span<byte> into)
    {
        if (bytesPerSample == 1) InterleaveBytes(into);
        else InterleaveWords(into);
    }

    private void InterleaveBytes(Span<byte> into)
    {
        var pairs = MemoryMarshal.Cast<byte, ushort>(into);
        var at = 0;
        for (; BitConverter.IsLittleEndian && at <= left.Length - Vector128<byte>.Count; at += Vector128<byte>.Count)
        {
            var (one, other) = (Vector128.Create(left, at), Vector128.Create(right, at));
            (Vector128.WidenLower(one) | (Vector128.WidenLower(other) << 8)).CopyTo(pairs[at..]);
            (Vector128.WidenUpper(one) | (Vector128.WidenUpper(other) << 8)).CopyTo(pairs[(at + Vector128<ushort>.Count)..]);
        }

        for (; at < left.Length; at++) (into[2 * at], into[2 * at + 1]) = (left[at], right[at]);
    }

    private void InterleaveWords(Span<byte> into)
    {
        var lefts = MemoryMarshal.Cast<byte, ushort>(left);
        var rights = MemoryMarshal.Cast<byte, ushort>(right);
        var pairs = MemoryMarshal.Cast<byte, uint>(into);
        var at = 0;
        for (; BitConverter.IsLittleEndian && at <= lefts.Length - Vector128<ushort>.Count; at += Vector128<ushort>.Count)
        {
            var (one, other) = (Vector128.Create<ushort>(lefts[at..]), Vector128.Create<ushort>(rights[at..]));
            (Vector128.WidenLower(one) | (Vector128.WidenLower(other) << 16)).CopyTo(pairs[at..]);
            (Vector128.WidenUpper(one) | (Vector128.WidenUpper(other) << 16)).CopyTo(pairs[(at + Vector128<uint>.Count)..]);
        }

        for (; at < lefts.Length; at++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(into[(4 * at)..], lefts[at]);
            BinaryPrimitives.WriteUInt16LittleEndian(into[(4 * at + 2)..], rights[at]);
        }
    }
}
