using System.Buffers.Binary;
using System.Net;

namespace ActiveRecording.InteropTests.Capture;

/// <summary>Reads UDP over IPv4 out of a pcap file of an Ethernet-like interface, such as Linux' loopback.</summary>
internal static class PcapReader
{
    private const uint Microseconds = 0xA1B2C3D4;
    private const uint Nanoseconds = 0xA1B23C4D;
    private const int FileHeader = 24;
    private const int RecordHeader = 16;
    private const int EthernetHeader = 14;
    private const byte Udp = 17;

    public static IReadOnlyList<CapturedDatagram> Read(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        var magic = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        Assert.True(magic is Microseconds or Nanoseconds, $"Not a pcap file: {magic:x8}.");
        Assert.Equal(1u, BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]));

        var datagrams = new List<CapturedDatagram>();
        for (var at = FileHeader; at + RecordHeader <= bytes.Length;)
        {
            var seconds = BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
            var fraction = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]);
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + 8)..]);
            at += RecordHeader;
            if (at + length > bytes.Length) break;
            var instant = DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(magic == Microseconds ? fraction * 10L : fraction / 100);
            if (TryReadFrame(instant, file.Slice(at, length), out var datagram)) datagrams.Add(datagram!);
            at += length;
        }
        return datagrams;
    }

    private static bool TryReadFrame(DateTimeOffset at, ReadOnlyMemory<byte> frame, out CapturedDatagram? datagram)
    {
        datagram = null;
        if (frame.Length < EthernetHeader + 28) return false;
        var ip = frame[EthernetHeader..];
        if (ip.Span[0] >> 4 != 4 || ip.Span[9] != Udp) return false;
        var udp = ip[((ip.Span[0] & 0x0F) * 4)..];
        var from = new IPEndPoint(new IPAddress(ip.Span.Slice(12, 4)), BinaryPrimitives.ReadUInt16BigEndian(udp.Span));
        var to = new IPEndPoint(new IPAddress(ip.Span.Slice(16, 4)), BinaryPrimitives.ReadUInt16BigEndian(udp.Span[2..]));
        datagram = new CapturedDatagram(at, from, to, udp[8..BinaryPrimitives.ReadUInt16BigEndian(udp.Span[4..])]);
        return true;
    }
}
