namespace ActiveRecording.Rtp.Codecs;

/// <summary>Which of the two codes of ITU-T G.711 a stream bears.</summary>
public enum G711Law
{
    /// <summary>PCMU, payload type 0 (RFC 3551 §6).</summary>
    MuLaw,

    /// <summary>PCMA, payload type 8 (RFC 3551 §6).</summary>
    ALaw,
}
