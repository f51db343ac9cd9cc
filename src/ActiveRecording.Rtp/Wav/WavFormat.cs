namespace ActiveRecording.Rtp.Wav;

/// <summary>How the samples of a WAV file are coded.</summary>
public enum WavCoding
{
    /// <summary>16-bit linear, little endian (WAVE_FORMAT_PCM).</summary>
    Pcm16 = 1,

    /// <summary>G.711 A-law (WAVE_FORMAT_ALAW).</summary>
    ALaw = 6,

    /// <summary>G.711 µ-law (WAVE_FORMAT_MULAW).</summary>
    MuLaw = 7,
}

/// <summary>The shape of a WAV file's samples.</summary>
/// <param name="Coding">How a sample is coded.</param>
/// <param name="SampleRate">Frames per second.</param>
/// <param name="Channels">Samples per frame, interleaved; 1 or more.</param>
public readonly record struct WavFormat(WavCoding Coding, int SampleRate, int Channels)
{
    /// <summary>1 or 2.</summary>
    public int BytesPerSample => Coding == WavCoding.Pcm16 ? 2 : 1;

    /// <summary>Bytes of one sample of every channel.</summary>
    public int BytesPerFrame => BytesPerSample * Channels;
}
