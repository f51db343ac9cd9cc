using ActiveRecording.Rtp.Packets;
using ActiveRecording.Runtime.Identifiers;

namespace ActiveRecording.Rtp.Tests.Packets;

/// <summary>Whatever comes: no exception, nothing read beyond the datagram, lengths that agree.</summary>
public sealed class Hostile_datagrams
{
    private const int Datagrams = 200_000;

    [Theory]
    [InlineData(1)]
    [InlineData(20261120)]
    public void Never_break_the_RTP_reader(ulong seed)
    {
        var chance = new SeededIdentifiers(seed);
        for (var count = 0; count < Datagrams; count++)
        {
            var datagram = Draw(chance, firstByte: 0x80);
            if (!RtpPacket.TryParse(datagram, out var packet)) continue;
            var overhead = RtpPacket.HeaderBytes + 4 * packet.CsrcCount + (packet.HasExtension ? 4 + packet.Extension.Length : 0);
            Assert.Equal(datagram.Length, overhead + packet.Payload.Length + packet.PaddingBytes);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(20261120)]
    public void Never_break_the_RTCP_reader(ulong seed)
    {
        var chance = new SeededIdentifiers(seed);
        for (var count = 0; count < Datagrams; count++)
        {
            var datagram = Draw(chance, firstByte: 0x81);
            if (datagram.Length > 3) (datagram[1], datagram[2], datagram[3]) = ((byte)(200 + datagram[1] % 6), 0, (byte)(datagram[3] % 12));
            if (RtcpReader.TryParse(datagram, out var reader)) ReadAll(ref reader);
        }
    }

    private static void ReadAll(ref RtcpReader reader)
    {
        while (reader.TryRead(out var packet))
        {
            packet.TryGetSenderReport(out _);
            packet.TryGetCName(out _, out _);
            for (var index = -1; index < 33; index++)
            {
                packet.TryGetReportBlock(index, out _);
                packet.TryGetByeSource(index, out _);
            }
        }
    }

    /// <summary>0 to 79 bytes; mostly of the right version, else nothing would pass the first check.</summary>
    private static byte[] Draw(SeededIdentifiers chance, byte firstByte)
    {
        var datagram = new byte[chance.NextUInt64() % 80];
        for (var at = 0; at < datagram.Length; at++) datagram[at] = (byte)chance.NextUInt64();
        if (datagram.Length > 0 && chance.NextUInt64() % 8 != 0) datagram[0] = (byte)(firstByte & 0xC0 | datagram[0] & 0x3F);
        return datagram;
    }
}
