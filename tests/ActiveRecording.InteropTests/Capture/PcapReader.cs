using System.Buffers.Binary;
using System.Net;

namespace ActiveRecording.InteropTests.Capture;

/// <summary>Reads UDP and SIP over TCP, both over IPv4, out of a pcap file of an Ethernet-like interface, such as loopback.</summary>
internal sealed class PcapReader
{
    private const uint Microseconds = 0xA1B2C3D4;
    private const uint Nanoseconds = 0xA1B23C4D;
    private const int FileHeader = 24;
    private const int RecordHeader = 16;
    private const int EthernetHeader = 14;
    private const byte Tcp = 6;
    private const byte Udp = 17;
    private readonly Dictionary<(IPEndPoint From, IPEndPoint To), SipStream> streams = [];
    private readonly List<Captured> all = [];

    private PcapReader()
    {
    }

    public static IReadOnlyList<Captured> Read(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        var magic = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        Assert.True(magic is Microseconds or Nanoseconds, $"Not a pcap file: {magic:x8}.");
        Assert.Equal(1u, BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]));

        var reader = new PcapReader();
        for (var at = FileHeader; at + RecordHeader <= bytes.Length;)
        {
            var seconds = BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
            var fraction = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]);
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + 8)..]);
            at += RecordHeader;
            if (at + length > bytes.Length) break;
            var ticks = magic == Microseconds ? fraction * TimeSpan.TicksPerMicrosecond : fraction / 100;
            reader.ReadFrame(DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(ticks), file.Slice(at, length));
            at += length;
        }
        return reader.all;
    }

    private void ReadFrame(DateTimeOffset at, ReadOnlyMemory<byte> frame)
    {
        var ip = frame[EthernetHeader..];
        if (ip.Span[0] >> 4 != 4) return;
        var packet = ip[((ip.Span[0] & 0x0F) * 4)..BinaryPrimitives.ReadUInt16BigEndian(ip.Span[2..])];
        var from = new IPEndPoint(new IPAddress(ip.Span.Slice(12, 4)), BinaryPrimitives.ReadUInt16BigEndian(packet.Span));
        var to = new IPEndPoint(new IPAddress(ip.Span.Slice(16, 4)), BinaryPrimitives.ReadUInt16BigEndian(packet.Span[2..]));
        if (ip.Span[9] == Udp) all.Add(new Captured(at, from, to, packet[8..]));
        else if (ip.Span[9] == Tcp) ReadSegment(at, from, to, packet.Span);
    }

    private void ReadSegment(DateTimeOffset at, IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> segment)
    {
        if (!streams.TryGetValue((from, to), out var stream)) streams[(from, to)] = stream = new SipStream();
        var payload = segment[((segment[12] >> 4) * 4)..];
        if (payload.IsEmpty) return;
        var sequence = BinaryPrimitives.ReadUInt32BigEndian(segment[4..]);
        foreach (var message in stream.Take(sequence, payload)) all.Add(new Captured(at, from, to, message));
    }
}
