namespace ActiveRecording.Sdp;

/// <summary>What a description may at most contain; beyond it is refused as malformed.</summary>
public static class SdpLimits
{
    /// <summary>Bytes of the whole description.</summary>
    public const int Bytes = 65_535;

    /// <summary>Lines of the whole description.</summary>
    public const int Lines = 1_024;

    /// <summary>Media descriptions.</summary>
    public const int Media = 32;

    /// <summary>Formats of one media description.</summary>
    public const int Formats = 128;
}
