namespace ActiveRecording.Sip.Messages;

/// <summary>Bounds of what is read; what exceeds them is refused (400, 413 or 513), counted and never stored.</summary>
public sealed record SipLimits
{
    /// <summary>The largest number of header fields that <see cref="MaxHeaders"/> may allow.</summary>
    public const int HeadersCeiling = 256;

    /// <summary>The defaults.</summary>
    public static SipLimits Default { get; } = new();

    /// <summary>A whole message, in bytes; beyond it 513 Message Too Large.</summary>
    public int MaxMessageBytes { get; init; } = 65_535;

    /// <summary>Start line and header fields together, in bytes; beyond it 513.</summary>
    public int MaxHeaderBytes { get; init; } = 32_768;

    /// <summary>Header fields, 8 to <see cref="HeadersCeiling"/>; beyond it 400.</summary>
    public int MaxHeaders { get; init; } = 128;

    /// <summary>A body, in bytes; beyond it 413 Request Entity Too Large.</summary>
    public int MaxBodyBytes { get; init; } = 49_152;
}
