namespace ActiveRecording.InteropTests.Audio;

/// <summary>How much of a reference that is heard as a whole is missing in places; both mono, 8 000 samples a second.</summary>
internal static class HeardSpeech
{
    private const int SamplesPerMs = 8;
    private const int FrameMs = 20;
    private const int Frame = FrameMs * SamplesPerMs;

    /// <summary>Below this root mean square a frame counts as silence, of which nothing can be missing.</summary>
    private const double SpeechLevel = 200;

    /// <summary>Below this normalised correlation a frame was not heard.</summary>
    private const double Heard = 0.8;

    /// <summary>Milliseconds of speech that are not where they belong when the whole is laid over what was heard.</summary>
    public static int MissingMs(short[] reference, short[] heard)
    {
        var lag = SpeechMatch.Find(reference, heard).Lag;
        var missing = 0;
        for (var start = 0; start + Frame <= reference.Length; start += Frame)
        {
            var spoken = reference.AsSpan(start, Frame);
            if (Math.Sqrt(Product(spoken, spoken) / Frame) < SpeechLevel) continue;
            var at = start + lag;
            if (at < 0 || at + Frame > heard.Length || Correlation(spoken, heard.AsSpan(at, Frame)) < Heard) missing += FrameMs;
        }
        return missing;
    }

    private static double Correlation(ReadOnlySpan<short> a, ReadOnlySpan<short> b)
    {
        var energy = Math.Sqrt(Product(a, a) * Product(b, b));
        return energy == 0 ? 0 : Product(a, b) / energy;
    }

    private static double Product(ReadOnlySpan<short> a, ReadOnlySpan<short> b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++) sum += (double)a[i] * b[i];
        return sum;
    }
}
