using ActiveRecording.Rtp.Codecs;
using ActiveRecording.Sdp;

namespace ActiveRecording.Phone.Media;

/// <summary>
/// A codec the phone speaks: G.711 in either law, in which clips are played; any other as frames that only
/// look like it, each different, because nobody between the phones may care what is in them.
/// </summary>
public sealed class PhoneCodec
{
    private const int PacketsPerSecond = 50;
    private const int PictureBytes = 900;
    private readonly Func<short, byte>? encode;
    private readonly Func<byte, short>? decode;
    private readonly int frameBytes;

    private PhoneCodec(PayloadFormat format, byte silence, Func<short, byte> encode, Func<byte, short> decode)
    {
        this.encode = encode;
        this.decode = decode;
        Format = format;
        Silence = silence;
    }

    private PhoneCodec(PayloadFormat format, int frameBytes)
    {
        Format = format;
        this.frameBytes = frameBytes;
    }

    /// <summary>G.711 µ-law.</summary>
    public static PhoneCodec Pcmu { get; } =
        new(PayloadFormat.Pcmu, G711.MuLawSilence, G711.EncodeMuLaw, G711.DecodeMuLaw);

    /// <summary>G.711 A-law.</summary>
    public static PhoneCodec Pcma { get; } =
        new(PayloadFormat.Pcma, G711.ALawSilence, G711.EncodeALaw, G711.DecodeALaw);

    /// <summary>Its name, parameters and number.</summary>
    public PayloadFormat Format { get; }

    /// <summary>The code sent while nothing is played.</summary>
    public byte Silence { get; }

    /// <summary>Whether clips can be played in it.</summary>
    public bool IsSpeech => encode is not null;

    /// <summary>What 20 ms are in ticks of its clock.</summary>
    public int TicksPerPacket => Format.Codec.ClockRate / PacketsPerSecond;

    /// <summary>The codec of a payload; null for events and noise, which come beside one.</summary>
    public static PhoneCodec? For(PayloadFormat format) =>
        format.Codec == CodecName.Pcmu ? Pcmu
        : format.Codec == CodecName.Pcma ? Pcma
        : format.Codec.IsAuxiliary ? null
        : new PhoneCodec(format, FrameBytes(format.Codec));

    /// <summary>The codec of a static payload type of G.711 (RFC 3551 §6); null of any other.</summary>
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
        for (var i = 0; i < codes.Length; i++) codes[i] = Speech(encode)(samples[i]);
        return codes;
    }

    /// <summary>Codes to linear samples.</summary>
    public short[] Decode(ReadOnlySpan<byte> codes)
    {
        var samples = new short[codes.Length];
        for (var i = 0; i < samples.Length; i++) samples[i] = Speech(decode)(codes[i]);
        return samples;
    }

    /// <summary>
    /// A frame of a codec that is none of speech; equal numbers give equal frames, others different ones.
    /// </summary>
    public byte[] Frame(ushort number)
    {
        var frame = new byte[frameBytes];
        for (var i = 0; i < frame.Length; i++) frame[i] = (byte)((number >> (8 * (i & 1))) + (i * 7));
        return frame;
    }

    private static int FrameBytes(CodecName codec) => codec.ClockRate switch
    {
        90_000 => PictureBytes,
        8000 when codec.Encoding.Equals("G729", StringComparison.OrdinalIgnoreCase) => 20,
        8000 => 160,
        _ => 120,
    };

    private T Speech<T>(T? law)
        where T : class =>
            law ?? throw new InvalidOperationException($"{Format.Codec} is no codec of speech here.");
}
