namespace ActiveRecording.Sdp;

/// <summary>An <c>a=</c> line: a property or a name with a value (RFC 8866 §5.13).</summary>
/// <param name="Name">Case-sensitive.</param>
/// <param name="Value">Null for a property.</param>
public readonly record struct SdpAttribute(string Name, string? Value = null)
{
    /// <summary>Reads the value of an <c>a=</c> line.</summary>
    public static SdpAttribute Parse(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? new SdpAttribute(SdpWords.Of(line))
            : new SdpAttribute(SdpWords.Of(line.AsSpan(0, colon)), SdpWords.Of(line.AsSpan(colon + 1)));
    }

    /// <inheritdoc/>
    public override string ToString() => Value is null ? Name : $"{Name}:{Value}";
}

/// <summary>Any other line, kept as it came: <c>b=AS:64</c>.</summary>
/// <param name="Type">One letter.</param>
/// <param name="Value">What follows the equals sign.</param>
public readonly record struct SdpLine(char Type, string Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Type}={Value}";
}
