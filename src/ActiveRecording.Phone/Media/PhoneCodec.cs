using ActiveRecording.Rtp.Codecs;
using ActiveRecording.Sdp;

namespace ActiveRecording.Phone.Media;

/// <summary>A codec the phone speaks: G.711 in either law.</summary>
public sealed class PhoneCodec
{
    private readonly Func<short, byte> encode;
    private readonly Func<byte, short> decode;

    private PhoneCodec(PayloadFormat format, byte silence, Func<short, byte> encode, Func<byte, short> decode)
    {
        this.encode = encode;
        this.decode = decode;
        Format = format;
        Silence = silence;
    }

    /// <summary>G.711 µ-law.</summary>
    public static PhoneCodec Pcmu { get; } =
        new(PayloadFormat.Pcmu, G711.MuLawSilence, G711.EncodeMuLaw, G711.DecodeMuLaw);

    /// <summary>G.711 A-law.</summary>
    public static PhoneCodec Pcma { get; } =
        new(PayloadFormat.Pcma, G711.ALawSilence, G711.EncodeALaw, G711.DecodeALaw);

    /// <summary>Its name and static payload type.</summary>
    public PayloadFormat Format { get; }

    /// <summary>The code sent while nothing is played.</summary>
    public byte Silence { get; }

    /// <summary>The codec of a payload; null if the phone does not speak it.</summary>
    public static PhoneCodec? For(CodecName name) =>
        name == CodecName.Pcmu ? Pcmu : name == CodecName.Pcma ? Pcma : null;

    /// <summary>The codec of a static payload type (RFC 3551 §6); null if the phone does not speak it.</summary>
    public static PhoneCodec? For(byte payloadType) => payloadType switch
    {
        0 => Pcmu,
        8 => Pcma,
        _ => null,
    };

    /// <summary>Linear samples to codes, one byte each.</summary>
    public byte[] Encode(ReadOnlySpan<short> samples)
    {
        var codes = new byte[samples.Length];
        for (var i = 0; i < codes.Length; i++) codes[i] = encode(samples[i]);
        return codes;
    }

    /// <summary>Codes to linear samples.</summary>
    public short[] Decode(ReadOnlySpan<byte> codes)
    {
        var samples = new short[codes.Length];
        for (var i = 0; i < samples.Length; i++) samples[i] = decode(codes[i]);
        return samples;
    }
}
