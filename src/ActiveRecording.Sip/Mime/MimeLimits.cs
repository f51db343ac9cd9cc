namespace ActiveRecording.Sip.Mime;

/// <summary>Bounds of a multipart body; one that exceeds them is refused as a whole.</summary>
public sealed record MimeLimits
{
    /// <summary>The defaults.</summary>
    public static MimeLimits Default { get; } = new();

    /// <summary>Parts of one body.</summary>
    public int MaxParts { get; init; } = 16;

    /// <summary>Header fields of one part, 1 to 64.</summary>
    public int MaxPartHeaders { get; init; } = 16;

    /// <summary>All header fields of one part, in bytes.</summary>
    public int MaxPartHeaderBytes { get; init; } = 4_096;
}
