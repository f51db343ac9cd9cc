using System.Text;
using ActiveRecording.Rtp.Packets;

namespace ActiveRecording.Fuzz.Targets;

/// <summary>RTCP compounds.</summary>
internal sealed class RtcpTarget : FuzzTarget
{
    public override string Name => "rtcp";

    public override IReadOnlyList<string> Words { get; } = ["\u0001\u0008cname@ip", "\u0000\u0000\u0000\u0000", "\u0001\u0000"];

    public override int MaxInputBytes => 2_048;

    public override long AllocationLimit(int inputBytes) => 65_536 + 512L * inputBytes;

    public override string Check(byte[] input)
    {
        if (!RtcpReader.TryParse(input, out var reader)) return "refused";
        var types = new StringBuilder();
        var total = 0;
        while (reader.TryRead(out var packet))
        {
            total++;
            types.Append((int)packet.Type / 8).Append(packet.Count == 0 ? '-' : '+');
            Check(packet);
        }

        Require(total > 0, "is a compound of nothing");
        return types.Length < 12 ? types.ToString() : "long";
    }

    private static void Check(in RtcpPacket packet)
    {
        var blocks = new ReportBlock[packet.Count];
        var complete = true;
        for (var i = 0; i < blocks.Length; i++) complete &= packet.TryGetReportBlock(i, out blocks[i]);
        Require(!packet.TryGetReportBlock(packet.Count, out _), "has more report blocks than it says");
        for (var i = 0; i < packet.Count; i++) packet.TryGetByeSource(i, out _);
        packet.TryGetCName(out _, out _);
        if (packet.TryGetSenderReport(out var report) && complete) CheckWritten(packet, report, blocks);
    }

    private static void CheckWritten(in RtcpPacket packet, in SenderReport report, ReportBlock[] blocks)
    {
        Span<byte> written = stackalloc byte[1_024];
        var writer = new RtcpWriter(written);
        writer.Write(report, blocks);
        Require(packet.Bytes.Length >= writer.Length, "holds more than it has room for");
        var read = RtcpReader.TryParse(written[..writer.Length], out var reader);
        Require(reader.TryRead(out var again) && read, "is refused when written again");
        Require(again.TryGetSenderReport(out var same) && same == report && again.Count == blocks.Length, "is another report when read again");
        for (var i = 0; i < blocks.Length; i++)
            Require(again.TryGetReportBlock(i, out var block) && block == blocks[i], "has another block when read again");
    }
}
