using System.Buffers.Binary;

namespace ActiveRecording.Rtp.Packets;

/// <summary>An RTP packet read in place (RFC 3550 §5.1).</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |V=2|P|X|  CC   |M|     PT      |       sequence number         |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                           timestamp                           |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |           synchronization source (SSRC) identifier            |
/// +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
/// |            contributing source (CSRC) identifiers             |
/// |                             ....                              |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// </code></remarks>
public readonly ref struct RtpPacket
{
    /// <summary>Bytes of the header without contributing sources and extension.</summary>
    public const int HeaderBytes = 12;

    private const int ExtensionHeaderBytes = 4;
    private readonly ReadOnlySpan<byte> bytes;
    private readonly int extensionStart;
    private readonly int payloadStart;
    private readonly int payloadEnd;

    private RtpPacket(ReadOnlySpan<byte> bytes, int extensionStart, int payloadStart, int payloadEnd)
    {
        this.bytes = bytes;
        this.extensionStart = extensionStart;
        this.payloadStart = payloadStart;
        this.payloadEnd = payloadEnd;
    }

    /// <summary>The whole datagram.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>The marker bit; for audio, the first packet of a talkspurt (RFC 3551 §4.1).</summary>
    public bool Marker => (bytes[1] & 0x80) != 0;

    /// <summary>0 to 127.</summary>
    public byte PayloadType => (byte)(bytes[1] & 0x7F);

    /// <summary>Counts packets, modulo 2^16.</summary>
    public ushort SequenceNumber => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);

    /// <summary>Sampling instant of the first sample, in ticks of the payload's clock, modulo 2^32.</summary>
    public uint Timestamp => BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);

    /// <summary>Synchronization source.</summary>
    public uint Ssrc => BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]);

    /// <summary>Contributing sources, 0 to 15.</summary>
    public int CsrcCount => bytes[0] & 0x0F;

    /// <summary>Whether a header extension is there (RFC 3550 §5.3.1).</summary>
    public bool HasExtension => (bytes[0] & 0x10) != 0;

    /// <summary>What the extension's profile defines; 0 without extension.</summary>
    public ushort ExtensionProfile => HasExtension ? BinaryPrimitives.ReadUInt16BigEndian(bytes[extensionStart..]) : (ushort)0;

    /// <summary>The extension's content, without its profile and length.</summary>
    public ReadOnlySpan<byte> Extension => HasExtension ? bytes[(extensionStart + ExtensionHeaderBytes)..payloadStart] : [];

    /// <summary>The payload, without padding.</summary>
    public ReadOnlySpan<byte> Payload => bytes[payloadStart..payloadEnd];

    /// <summary>Bytes of padding after the payload, its length byte included.</summary>
    public int PaddingBytes => bytes.Length - payloadEnd;

    /// <summary>The contributing source number <paramref name="index"/>, from 0.</summary>
    public uint Csrc(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, CsrcCount);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes[(HeaderBytes + 4 * index)..]);
    }

    /// <summary>Reads a datagram; false when it is no RTP version 2 or its lengths contradict each other (RFC 3550 A.1).</summary>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out RtpPacket packet)
    {
        packet = default;
        if (datagram.Length < HeaderBytes || datagram[0] >> 6 != 2) return false;

        var afterSources = HeaderBytes + 4 * (datagram[0] & 0x0F);
        var afterHeader = afterSources;
        if ((datagram[0] & 0x10) != 0)
        {
            if (datagram.Length < afterSources + ExtensionHeaderBytes) return false;
            var words = BinaryPrimitives.ReadUInt16BigEndian(datagram[(afterSources + 2)..]);
            afterHeader += ExtensionHeaderBytes + 4 * words;
        }

        if (afterHeader > datagram.Length) return false;

        var padding = 0;
        if ((datagram[0] & 0x20) != 0)
        {
            padding = datagram[^1];
            if (padding == 0 || padding > datagram.Length - afterHeader) return false;
        }

        packet = new RtpPacket(datagram, afterSources, afterHeader, datagram.Length - padding);
        return true;
    }
}
