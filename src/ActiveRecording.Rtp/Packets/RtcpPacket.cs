using System.Buffers.Binary;

namespace ActiveRecording.Rtp.Packets;

/// <summary>One packet of an RTCP compound, read in place (RFC 3550 §6.4).</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |V=2|P|    RC   |      PT       |             length            |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                         SSRC of sender                        |
/// +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
/// SR only:
/// |              NTP timestamp, most significant word             |
/// |             NTP timestamp, least significant word             |
/// |                         RTP timestamp                         |
/// |                     sender's packet count                     |
/// |                      sender's octet count                     |
/// +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
/// RC report blocks, each:
/// |                             SSRC_n                            |
/// | fraction lost |       cumulative number of packets lost       |
/// |           extended highest sequence number received           |
/// |                      interarrival jitter                      |
/// |                         last SR (LSR)                         |
/// |                   delay since last SR (DLSR)                  |
/// +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
/// </code></remarks>
public readonly ref struct RtcpPacket
{
    internal const int HeaderBytes = 4;
    internal const int SsrcBytes = 4;
    internal const int SenderBytes = 20;
    internal const int BlockBytes = 24;
    private readonly ReadOnlySpan<byte> bytes;

    internal RtcpPacket(ReadOnlySpan<byte> bytes) => this.bytes = bytes;

    /// <summary>0 to 255; <see cref="RtcpPacketType"/> names those of RFC 3550.</summary>
    public RtcpPacketType Type => (RtcpPacketType)bytes[1];

    /// <summary>Report blocks, chunks or sources, 0 to 31.</summary>
    public int Count => bytes[0] & 0x1F;

    /// <summary>The whole packet, header included, padding excluded.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Reads an SR's sender information.</summary>
    public bool TryGetSenderReport(out SenderReport report)
    {
        report = default;
        if (Type != RtcpPacketType.SenderReport || bytes.Length < HeaderBytes + SsrcBytes + SenderBytes) return false;
        report = new SenderReport(
            Word(4), new NtpTimestamp(BinaryPrimitives.ReadUInt64BigEndian(bytes[8..])), Word(16), Word(20), Word(24));
        return true;
    }

    /// <summary>Reads report block number <paramref name="index"/>, from 0, of an SR or RR.</summary>
    public bool TryGetReportBlock(int index, out ReportBlock block)
    {
        block = default;
        var start = Type switch
        {
            RtcpPacketType.SenderReport => HeaderBytes + SsrcBytes + SenderBytes,
            RtcpPacketType.ReceiverReport => HeaderBytes + SsrcBytes,
            _ => -1,
        };
        if (start < 0 || index < 0 || index >= Count) return false;
        start += index * BlockBytes;
        if (bytes.Length < start + BlockBytes) return false;

        var loss = Word(start + 4);
        block = new ReportBlock(
            Word(start), (byte)(loss >> 24), (int)(loss << 8) >> 8,
            Word(start + 8), Word(start + 12), Word(start + 16), Word(start + 20));
        return true;
    }

    /// <summary>Reads source number <paramref name="index"/>, from 0, of a BYE.</summary>
    public bool TryGetByeSource(int index, out uint ssrc)
    {
        ssrc = 0;
        var start = HeaderBytes + index * SsrcBytes;
        if (Type != RtcpPacketType.Goodbye || index < 0 || index >= Count || bytes.Length < start + SsrcBytes) return false;
        ssrc = Word(start);
        return true;
    }

    /// <summary>Reads the canonical name of an SDES packet's first chunk (RFC 3550 §6.5.1).</summary>
    public bool TryGetCName(out uint ssrc, out ReadOnlySpan<byte> name)
    {
        ssrc = 0;
        name = default;
        if (Type != RtcpPacketType.SourceDescription || Count == 0 || bytes.Length < HeaderBytes + SsrcBytes) return false;
        ssrc = Word(HeaderBytes);
        var items = bytes[(HeaderBytes + SsrcBytes)..];
        while (items.Length >= 2 && items[0] != 0)
        {
            var length = items[1];
            if (items.Length < 2 + length) return false;
            if (items[0] == RtcpWriter.CNameItem)
            {
                name = items.Slice(2, length);
                return true;
            }

            items = items[(2 + length)..];
        }

        return false;
    }

    private uint Word(int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
}
