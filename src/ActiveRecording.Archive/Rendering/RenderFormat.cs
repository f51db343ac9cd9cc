namespace ActiveRecording.Archive.Rendering;

/// <summary>How samples are kept in the WAV file.</summary>
public enum RenderFormat
{
    /// <summary>16-bit linear PCM: 32 000 bytes per second of stereo.</summary>
    Pcm16,

    /// <summary>G.711 µ-law: 16 000 bytes per second.</summary>
    MuLaw,

    /// <summary>G.711 A-law: 16 000 bytes per second.</summary>
    ALaw,
}
