using System.Collections;
using ActiveRecording.Rtp.Wav;
using Microsoft.Win32.SafeHandles;

namespace ActiveRecording.Archive.Rendering;

/// <summary>
/// A stereo WAV file of fixed length, silent where nothing is written, that takes samples at any place: a few
/// blocks of one second are held in memory, the rest is on the disk.
/// </summary>
internal sealed class StereoCanvas : IDisposable
{
    private const int BlockFrames = MediaClock.Rate;
    private const int HeldBlocks = 8;
    private readonly SafeFileHandle file;
    private readonly SampleCoding coding;
    private readonly int headerBytes;
    private readonly BitArray written;
    private readonly LinkedList<Block> held = new();

    public StereoCanvas(string path, SampleCoding coding, long frames)
    {
        this.coding = coding;
        Frames = frames;
        headerBytes = coding.Wav.Coding == WavCoding.Pcm16
            ? WavChunks.LinearHeaderBytes
            : WavChunks.CodedHeaderBytes;
        written = new BitArray((int)((frames + BlockFrames - 1) / BlockFrames));
        file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read);
        WriteHeader();
    }

    /// <summary>Samples per channel.</summary>
    public long Frames { get; }

    /// <summary>
    /// Writes the payload of a G.711 packet; what lies outside the file is left out and counted.
    /// </summary>
    /// <returns>The samples left out.</returns>
    public int Write(int channel, long frame, ReadOnlySpan<byte> codes, ReadOnlySpan<ushort> table)
    {
        var first = (int)Math.Clamp(-frame, 0, codes.Length);
        var last = (int)Math.Clamp(Frames - frame, first, codes.Length);
        for (var at = first; at < last;)
        {
            var block = Load((int)((frame + at) / BlockFrames));
            var offset = (int)((frame + at) % BlockFrames);
            var count = Math.Min(last - at, BlockFrames - offset);
            coding.Put(block.Bytes, (2 * offset) + channel, codes.Slice(at, count), table);
            at += count;
        }

        return codes.Length - (last - first);
    }

    /// <summary>
    /// Writes what is held and the silence nobody wrote over, and forces the file to the disk.
    /// </summary>
    public void Complete()
    {
        foreach (var block in held) Store(block);
        held.Clear();
        var silence = new byte[BlockFrames * coding.Wav.BytesPerFrame];
        coding.Silence(silence);
        for (var index = 0; index < written.Length; index++)
        {
            if (!written[index]) Store(new Block(index, silence));
        }

        RandomAccess.FlushToDisk(file);
    }

    public void Dispose() => file.Dispose();

    private void WriteHeader()
    {
        var header = new byte[headerBytes];
        WavChunks.Write(header, coding.Wav, (uint)(Frames * coding.Wav.BytesPerFrame));
        RandomAccess.Write(file, header, 0);
    }

    private Block Load(int index)
    {
        for (var node = held.First; node is not null; node = node.Next)
        {
            if (node.Value.Index == index) return node.Value;
        }

        var bytes = held.Count < HeldBlocks ? new byte[BlockFrames * coding.Wav.BytesPerFrame] : Evict();
        var block = new Block(index, bytes);
        if (written[index]) RandomAccess.Read(file, bytes, Position(index));
        else coding.Silence(bytes);
        held.AddLast(block);
        return block;
    }

    private byte[] Evict()
    {
        var oldest = held.First!.Value;
        held.RemoveFirst();
        Store(oldest);
        return oldest.Bytes;
    }

    private void Store(Block block)
    {
        var frames = Math.Min(BlockFrames, Frames - ((long)block.Index * BlockFrames));
        RandomAccess.Write(
            file, block.Bytes.AsSpan(0, (int)frames * coding.Wav.BytesPerFrame), Position(block.Index));
        written[block.Index] = true;
    }

    private long Position(int index) => headerBytes + ((long)index * BlockFrames * coding.Wav.BytesPerFrame);

    private readonly record struct Block(int Index, byte[] Bytes);
}
