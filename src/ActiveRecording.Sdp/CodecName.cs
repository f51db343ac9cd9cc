using System.Globalization;

namespace ActiveRecording.Sdp;

/// <summary>What an <c>a=rtpmap</c> names: <c>PCMU/8000</c>, <c>opus/48000/2</c> (RFC 8866 §6.6).</summary>
/// <param name="Encoding">Compared without case (RFC 4855 §3).</param>
/// <param name="ClockRate">RTP clock ticks per second.</param>
/// <param name="Channels">1 unless written.</param>
public readonly record struct CodecName(string Encoding, int ClockRate, int Channels = 1)
{
    /// <summary>G.711 µ-law, payload type 0.</summary>
    public static CodecName Pcmu { get; } = new("PCMU", 8000);

    /// <summary>G.711 A-law, payload type 8.</summary>
    public static CodecName Pcma { get; } = new("PCMA", 8000);

    /// <summary>DTMF and tones as events (RFC 4733).</summary>
    public static CodecName TelephoneEvent { get; } = new("telephone-event", 8000);

    /// <summary>Carries no speech or picture of its own: telephone events, comfort noise.</summary>
    public bool IsAuxiliary =>
        Is("telephone-event") || Is("CN") || Is("tone") || Is("red") || Is("rtx") || Is("ulpfec");

    /// <summary>The codec of a static payload type (RFC 3551 §6); false for the dynamic and the unassigned.</summary>
    public static bool TryGetStatic(int payloadType, out CodecName codec)
    {
        codec = payloadType switch
        {
            0 => Pcmu,
            3 => new("GSM", 8000),
            4 => new("G723", 8000),
            5 => new("DVI4", 8000),
            6 => new("DVI4", 16000),
            7 => new("LPC", 8000),
            8 => Pcma,
            9 => new("G722", 8000),
            10 => new("L16", 44100, 2),
            11 => new("L16", 44100),
            12 => new("QCELP", 8000),
            13 => new("CN", 8000),
            14 => new("MPA", 90000),
            15 => new("G728", 8000),
            18 => new("G729", 8000),
            26 => new("JPEG", 90000),
            31 => new("H261", 90000),
            32 => new("MPV", 90000),
            34 => new("H263", 90000),
            _ => default,
        };
        return codec.Encoding is not null;
    }

    /// <summary>Reads <c>encoding/rate</c> or <c>encoding/rate/channels</c>.</summary>
    public static bool TryParse(string value, out CodecName codec)
    {
        codec = default;
        var parts = value.Trim().Split('/');
        if (parts.Length is not (2 or 3) || parts[0].Length == 0) return false;
        if (!IsPositive(parts[1], out var rate)) return false;
        var channels = 1;
        if (parts.Length == 3 && !IsPositive(parts[2], out channels)) return false;
        codec = new CodecName(parts[0], rate, channels);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(CodecName other) =>
        string.Equals(Encoding, other.Encoding, StringComparison.OrdinalIgnoreCase)
        && ClockRate == other.ClockRate && Channels == other.Channels;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(
        Encoding is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Encoding), ClockRate, Channels);

    /// <inheritdoc/>
    public override string ToString() => Channels == 1
        ? string.Create(CultureInfo.InvariantCulture, $"{Encoding}/{ClockRate}")
        : string.Create(CultureInfo.InvariantCulture, $"{Encoding}/{ClockRate}/{Channels}");

    private static bool IsPositive(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value > 0;

    private bool Is(string encoding) => string.Equals(Encoding, encoding, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A codec under its number in one description.</summary>
/// <param name="Type">Payload type, 0 to 127.</param>
/// <param name="Codec">What it means.</param>
/// <param name="Parameters">The value of its <c>a=fmtp</c>, if any.</param>
public readonly record struct PayloadFormat(int Type, CodecName Codec, string? Parameters = null)
{
    /// <summary>G.711 µ-law under its static number.</summary>
    public static PayloadFormat Pcmu { get; } = new(0, CodecName.Pcmu);

    /// <summary>G.711 A-law under its static number.</summary>
    public static PayloadFormat Pcma { get; } = new(8, CodecName.Pcma);

    /// <summary>Telephone events 0 to 16 under the number most phones use.</summary>
    public static PayloadFormat TelephoneEvent { get; } = new(101, CodecName.TelephoneEvent, "0-16");
}
