namespace ActiveRecording.SystemTests.Phones;

/// <summary>Something to say that no other clip says: a sweep, never silent.</summary>
internal static class Speech
{
    private const int SamplesPerSecond = 8000;

    /// <param name="seconds">Length.</param>
    /// <param name="hertz">Where the sweep starts; it doubles over the clip.</param>
    public static short[] Sweep(double seconds, double hertz)
    {
        var samples = new short[(int)(seconds * SamplesPerSecond)];
        var phase = 0.0;
        for (var i = 0; i < samples.Length; i++)
        {
            phase += Math.Tau * hertz * (1 + (double)i / samples.Length) / SamplesPerSecond;
            samples[i] = (short)(8000 * Math.Sin(phase));
        }

        return samples;
    }
}
