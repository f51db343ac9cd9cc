using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ActiveRecording.Rtp.Codecs;

namespace ActiveRecording.Rtp.Mixing;

/// <summary>
/// Adds the streams of a conference (RFC 3550 §7.1), one frame of 20 ms at 8 kHz at a time: <see cref="Begin"/>, <see cref="Add"/> what
/// each stream has, then <see cref="MixWithout"/> for everyone who speaks and <see cref="MixAll"/> for those who only listen. Sums are exact
/// and limited to 16 bits once, at the end. It knows no clock and allocates nothing; one thread at a time.
/// </summary>
public sealed class Mixer
{
    /// <summary>Samples, and bytes of G.711, per frame: 20 ms at 8 kHz.</summary>
    public const int FrameSamples = 160;

    /// <summary>The most streams of one mixer, far below where a sum of 32 bits could overflow.</summary>
    public const int MostStreams = 1024;

    private readonly short[] expanded;
    private readonly bool[] present;
    private readonly int[] sum = new int[FrameSamples];

    /// <param name="streams">Streams that may be added, 1 to <see cref="MostStreams"/>; they are numbered from 0.</param>
    public Mixer(int streams)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(streams);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(streams, MostStreams);
        Streams = streams;
        expanded = new short[streams * FrameSamples];
        present = new bool[streams];
    }

    /// <summary>Streams that may be added.</summary>
    public int Streams { get; }

    /// <summary>Begins a frame: all streams are silent until they are added.</summary>
    public void Begin()
    {
        Array.Clear(sum);
        Array.Clear(present);
    }

    /// <summary>What a stream has for this frame. A second time in one frame it takes the place of the first.</summary>
    /// <param name="stream">0 to <see cref="Streams"/> - 1.</param>
    /// <param name="law">How it is coded.</param>
    /// <param name="codes">Its samples: what is missing to a frame is silence, what is beyond is left out.</param>
    public void Add(int stream, G711Law law, ReadOnlySpan<byte> codes)
    {
        var samples = Expanded(stream);
        if (present[stream]) Accumulate(samples, isAdded: false);
        present[stream] = true;
        Expand(codes.Length > FrameSamples ? codes[..FrameSamples] : codes, law, samples);
        Accumulate(samples, isAdded: true);
    }

    /// <summary>The sum of all streams but one: what the party of that stream hears.</summary>
    /// <param name="stream">0 to <see cref="Streams"/> - 1; one that was not added hears all.</param>
    /// <param name="law">How the mix is to be coded.</param>
    /// <param name="codes">Takes <see cref="FrameSamples"/> bytes.</param>
    public void MixWithout(int stream, G711Law law, Span<byte> codes)
    {
        var own = Expanded(stream);
        if (present[stream]) Compress(own, law, codes[..FrameSamples]);
        else Compress([], law, codes[..FrameSamples]);
    }

    /// <summary>The sum of all streams.</summary>
    /// <param name="law">How the mix is to be coded.</param>
    /// <param name="codes">Takes <see cref="FrameSamples"/> bytes.</param>
    public void MixAll(G711Law law, Span<byte> codes) => Compress([], law, codes[..FrameSamples]);

    private static void Expand(ReadOnlySpan<byte> codes, G711Law law, Span<short> samples)
    {
        var at = 0;
        for (; at <= codes.Length - G711Vectors.Codes; at += G711Vectors.Codes)
            G711Vectors.Expand(Vector128.Create(codes[at..]), law).CopyTo(samples[at..]);
        for (; at < codes.Length; at++) samples[at] = law == G711Law.MuLaw ? G711.DecodeMuLaw(codes[at]) : G711.DecodeALaw(codes[at]);
        samples[at..].Clear();
    }

    private Span<short> Expanded(int stream) => expanded.AsSpan(stream * FrameSamples, FrameSamples);

    private void Accumulate(ReadOnlySpan<short> samples, bool isAdded)
    {
        ref var total = ref MemoryMarshal.GetArrayDataReference(sum);
        for (nuint at = 0; at < FrameSamples; at += (nuint)Vector256<int>.Count)
        {
            var more = Vector256.WidenLower(Vector128.Create(samples[(int)at..]).ToVector256());
            var before = Vector256.LoadUnsafe(ref total, at);
            (isAdded ? before + more : before - more).StoreUnsafe(ref total, at);
        }
    }

    /// <param name="less">What is not part of the mix: a frame, or nothing.</param>
    private void Compress(ReadOnlySpan<short> less, G711Law law, Span<byte> codes)
    {
        for (var at = 0; at < FrameSamples; at += G711Vectors.Codes)
        {
            var own = less.IsEmpty ? Vector256<short>.Zero : Vector256.Create(less[at..]);
            var low = Limit(Vector256.Create<int>(sum.AsSpan(at)) - Vector256.WidenLower(own));
            var high = Limit(Vector256.Create<int>(sum.AsSpan(at + Vector256<int>.Count)) - Vector256.WidenUpper(own));
            var both = Vector256.Narrow(G711Vectors.Compress(low, law), G711Vectors.Compress(high, law)).AsUInt16();
            Vector128.Narrow(both.GetLower(), both.GetUpper()).CopyTo(codes[at..]);
        }
    }

    private static Vector256<int> Limit(Vector256<int> samples) =>
        Vector256.Min(Vector256.Max(samples, Vector256.Create((int)short.MinValue)), Vector256.Create((int)short.MaxValue));
}
