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
    private readonly byte[] interleaved;
    private readonly Queue<StereoBlock> held = new();
    private StereoBlock? latest;

    public StereoCanvas(string path, SampleCoding coding, long frames)
    {
        this.coding = coding;
        Frames = frames;
        headerBytes = coding.Wav.Coding == WavCoding.Pcm16
            ? WavChunks.LinearHeaderBytes
            : WavChunks.CodedHeaderBytes;
        interleaved = new byte[BlockFrames * coding.Wav.BytesPerFrame];
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
    public int Write(int channel, long frame, ReadOnlySpan<byte> codes, MediaKind kind)
    {
        var first = (int)Math.Clamp(-frame, 0, codes.Length);
        var last = (int)Math.Clamp(Frames - frame, first, codes.Length);
        for (var at = first; at < last;)
        {
            var block = Load((int)((frame + at) / BlockFrames));
            var offset = (int)((frame + at) % BlockFrames);
            var count = Math.Min(last - at, BlockFrames - offset);
            coding.Put(block.Channel(channel), offset, codes.Slice(at, count), kind);
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
        latest = null;
        interleaved.AsSpan().Fill(coding.Silence);
        for (var index = 0; index < written.Length; index++)
        {
            if (!written[index]) StoreInterleaved(index);
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

    private StereoBlock Load(int index)
    {
        if (latest?.Index == index) return latest;
        foreach (var candidate in held)
        {
            if (candidate.Index == index) return latest = candidate;
        }

        var block = held.Count < HeldBlocks ? new StereoBlock(BlockFrames, coding.Wav.BytesPerSample) : Evict();
        if (written[index])
        {
            var bytes = RandomAccess.Read(file, interleaved, Position(index));
            block.Begin(index, interleaved.AsSpan(0, bytes));
        }
        else block.Begin(index, coding.Silence);
        held.Enqueue(block);
        return latest = block;
    }

    private StereoBlock Evict()
    {
        var oldest = held.Dequeue();
        Store(oldest);
        return oldest;
    }

    private void Store(StereoBlock block)
    {
        block.Interleave(interleaved);
        StoreInterleaved(block.Index);
    }

    private void StoreInterleaved(int index)
    {
        var frames = Math.Min(BlockFrames, Frames - ((long)index * BlockFrames));
        RandomAccess.Write(file, interleaved.AsSpan(0, (int)frames * coding.Wav.BytesPerFrame), Position(index));
        written[index] = true;
    }

    private long Position(int index) => headerBytes + ((long)index * BlockFrames * coding.Wav.BytesPerFrame);
}
