using ActiveRecording.Rtp.Wav;

namespace ActiveRecording.InteropTests.Audio;

/// <summary>How well a reference is found in what was heard or recorded; both mono, 8 000 samples a second.</summary>
/// <param name="Lag">Where the reference begins in what was heard, in samples; negative: its beginning is missing.</param>
/// <param name="Overall">Normalised correlation over the whole reference at that lag, -1 to 1.</param>
/// <param name="Seconds">
/// Of every second of the reference that has speech in it, each at its own best shift within half a second; of a second
/// whose beginning is missing, the rest of it.
/// </param>
internal sealed record SpeechMatch(int Lag, double Overall, IReadOnlyList<double> Seconds)
{
    private const int Second = 8_000;

    /// <summary>Below this root mean square a second counts as silence.</summary>
    private const double SpeechLevel = 100;

    /// <summary>The worst second.</summary>
    public double Worst => Seconds.Count == 0 ? 0 : Seconds.Min();

    /// <summary>Looks for <paramref name="reference"/> in <paramref name="heard"/>.</summary>
    public static SpeechMatch Find(short[] reference, short[] heard)
    {
        var lag = BestShift(heard, reference, heard.Length, -reference.Length);
        var seconds = new List<double>();
        for (var start = 0; start + Second <= reference.Length; start += Second)
        {
            var missing = Math.Clamp(-(start + lag), 0, Second);
            var second = reference.AsSpan(start + missing, Second - missing);
            if (second.Length < Second / 2 || Level(second) < SpeechLevel) continue;
            var from = Math.Clamp(start + lag - Second / 2, 0, heard.Length);
            seconds.Add(BestWithin(second, heard.AsSpan(from, Math.Min(2 * Second, heard.Length - from))));
        }
        return new SpeechMatch(lag, Correlation(reference, Shifted(heard, lag, reference.Length)), seconds);
    }

    /// <summary>The samples of one channel of a WAV file.</summary>
    public static short[] Read(string path, int channel = 0)
    {
        Assert.True(WavFile.TryRead(File.ReadAllBytes(path), out var wav), $"{path} is not a WAV file.");
        Assert.Equal(8_000, wav.Format.SampleRate);
        return wav.Channel(channel);
    }

    public override string ToString() =>
        FormattableString.Invariant($"correlation {Overall:F4} at {Lag / 8.0:F1} ms, seconds {string.Join(' ', Seconds.Select(s => s.ToString("F3", null)))}");

    private static double BestWithin(ReadOnlySpan<short> second, ReadOnlySpan<short> window)
    {
        if (window.Length < second.Length) return 0;
        var shift = BestShift(window, second, window.Length - second.Length, 0);
        return Correlation(second, window.Slice(shift, second.Length));
    }

    private static int BestShift(ReadOnlySpan<short> @long, ReadOnlySpan<short> @short, int most, int least)
    {
        var sums = Fourier.CrossCorrelate(@long, @short);
        var best = 0;
        for (var shift = least; shift <= most; shift++)
        {
            if (sums[Wrapped(shift, sums.Length)] > sums[Wrapped(best, sums.Length)]) best = shift;
        }
        return best;
    }

    private static int Wrapped(int shift, int size) => (shift % size + size) % size;

    private static short[] Shifted(short[] heard, int lag, int length)
    {
        var shifted = new short[length];
        for (var i = 0; i < length; i++) shifted[i] = i + lag >= 0 && i + lag < heard.Length ? heard[i + lag] : (short)0;
        return shifted;
    }

    private static double Correlation(ReadOnlySpan<short> a, ReadOnlySpan<short> b)
    {
        double product = 0, squaresA = 0, squaresB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            product += (double)a[i] * b[i];
            squaresA += (double)a[i] * a[i];
            squaresB += (double)b[i] * b[i];
        }
        return squaresA == 0 || squaresB == 0 ? 0 : product / Math.Sqrt(squaresA * squaresB);
    }

    private static double Level(ReadOnlySpan<short> samples)
    {
        double squares = 0;
        foreach (var sample in samples) squares += (double)sample * sample;
        return Math.Sqrt(squares / samples.Length);
    }
}
