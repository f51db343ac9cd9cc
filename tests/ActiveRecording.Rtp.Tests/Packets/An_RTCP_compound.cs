using System.Text;
using ActiveRecording.Rtp.Packets;

namespace ActiveRecording.Rtp.Tests.Packets;

public sealed class An_RTCP_compound
{
    private static readonly SenderReport Report = new(0x11223344, new NtpTimestamp(0x0102030405060708), 160, 5, 800);
    private static readonly ReportBlock Block = new(0x55667788, 64, -2, 0x1FFFF, 31, 0xAABBCCDD, 65536);

    [Fact]
    public void Is_read_as_it_was_written()
    {
        Span<byte> buffer = stackalloc byte[256];
        var writer = new RtcpWriter(buffer);
        writer.Write(Report, [Block]);
        writer.WriteReceiverReport(9, [Block]);
        writer.WriteCName(0x11223344, "media-1@127.0.0.1");
        writer.WriteBye(0x11223344);

        Assert.True(RtcpReader.TryParse(buffer[..writer.Length], out var reader));

        Assert.True(reader.TryRead(out var sender));
        Assert.True(sender.TryGetSenderReport(out var report));
        Assert.Equal(Report, report);
        Assert.True(sender.TryGetReportBlock(0, out var block));
        Assert.Equal(Block, block);
        Assert.False(sender.TryGetReportBlock(1, out _));

        Assert.True(reader.TryRead(out var receiver));
        Assert.Equal(RtcpPacketType.ReceiverReport, receiver.Type);
        Assert.True(receiver.TryGetReportBlock(0, out block));
        Assert.Equal(Block, block);

        Assert.True(reader.TryRead(out var description));
        Assert.True(description.TryGetCName(out var described, out var name));
        Assert.Equal(0x11223344u, described);
        Assert.Equal("media-1@127.0.0.1", Encoding.UTF8.GetString(name));

        Assert.True(reader.TryRead(out var bye));
        Assert.True(bye.TryGetByeSource(0, out var ended));
        Assert.Equal(0x11223344u, ended);
        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void May_hold_packets_of_unknown_types()
    {
        var bytes = Convert.FromHexString("80CF000100000001" + "80C9000100000002");

        Assert.True(RtcpReader.TryParse(bytes, out var reader));
        Assert.True(reader.TryRead(out var unknown));
        Assert.Equal((RtcpPacketType)207, unknown.Type);
        Assert.True(reader.TryRead(out var known));
        Assert.Equal(RtcpPacketType.ReceiverReport, known.Type);
    }

    [Theory]
    [InlineData("")]
    [InlineData("80C900")]
    [InlineData("80C9000200000001")]
    [InlineData("40C9000100000001")]
    [InlineData("80C900010000000180C9")]
    [InlineData("A0C90001000000FF")]
    public void Is_refused_when_lengths_do_not_add_up(string hex) =>
        Assert.False(RtcpReader.TryParse(Convert.FromHexString(hex), out _));

    [Theory]
    [InlineData("1900-01-01T00:00:00.0000000Z", 0UL)]
    [InlineData("1900-01-01T00:00:00.5000000Z", 0x80000000UL)]
    [InlineData("2026-11-20T09:41:00.2500000Z", (4004156460UL << 32) + 0x40000000UL)]
    public void Carries_wall_clock_time_in_fixed_point(string instant, ulong value)
    {
        var at = DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(value, NtpTimestamp.From(at).Value);
        Assert.Equal(at, new NtpTimestamp(value).ToInstant());
    }

    [Fact]
    public void Carries_every_instant_of_a_day_without_loss()
    {
        var start = new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
        for (long ticks = 1; ticks < TimeSpan.TicksPerDay; ticks = ticks * 3 + 7)
        {
            Assert.Equal(start.AddTicks(ticks), NtpTimestamp.From(start.AddTicks(ticks)).ToInstant());
        }
    }
}
