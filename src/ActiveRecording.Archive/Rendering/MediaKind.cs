namespace ActiveRecording.Archive.Rendering;

/// <summary>What becomes of a packet's payload.</summary>
internal enum MediaKind
{
    /// <summary>G.711 µ-law: decoded.</summary>
    MuLaw,

    /// <summary>G.711 A-law: decoded.</summary>
    ALaw,

    /// <summary>Comfort noise (RFC 3389): silence.</summary>
    ComfortNoise,

    /// <summary>Telephone events (RFC 4733): silence.</summary>
    TelephoneEvent,

    /// <summary>Anything else: kept as it came.</summary>
    Native,
}

/// <summary>Kinds by what is done with them.</summary>
internal static class MediaKinds
{
    /// <summary>Whether its samples go into the file.</summary>
    public static bool IsDecoded(this MediaKind kind) => kind is MediaKind.MuLaw or MediaKind.ALaw;

    /// <summary>
    /// Whether it is the stream's speech, on the stream's clock; events and noise come beside it.
    /// </summary>
    public static bool IsMedia(this MediaKind kind) => kind.IsDecoded() || kind == MediaKind.Native;
}
