using ActiveRecording.Rtp.Packets;

namespace ActiveRecording.Rtp.Tests.Packets;

public sealed class An_RTP_packet
{
    [Fact]
    public void Is_read_with_sources_extension_and_padding()
    {
        byte[] bytes =
        [
            0xB2, 0x88, 0x12, 0x34, 0x00, 0x00, 0x0A, 0xA0, 0xDE, 0xAD, 0xBE, 0xEF,
            0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x02,
            0xBE, 0xDE, 0x00, 0x01, 0x10, 0xFF, 0x00, 0x00,
            0x41, 0x42, 0x43, 0x00, 0x02,
        ];

        Assert.True(RtpPacket.TryParse(bytes, out var packet));

        Assert.True(packet.Marker);
        Assert.Equal(8, packet.PayloadType);
        Assert.Equal(0x1234, packet.SequenceNumber);
        Assert.Equal(0xAA0u, packet.Timestamp);
        Assert.Equal(0xDEADBEEFu, packet.Ssrc);
        Assert.Equal(2, packet.CsrcCount);
        Assert.Equal(2u, packet.Csrc(1));
        Assert.Equal(0xBEDE, packet.ExtensionProfile);
        Assert.Equal("\u0010\u00FF\0\0"u8[..1].ToArray(), packet.Extension[..1].ToArray());
        Assert.Equal("ABC"u8.ToArray(), packet.Payload.ToArray());
        Assert.Equal(2, packet.PaddingBytes);
        Assert.Equal(bytes, packet.Bytes.ToArray());
    }

    [Fact]
    public void Is_read_as_it_was_written()
    {
        Span<byte> buffer = stackalloc byte[64];
        var header = new RtpHeader(101, ushort.MaxValue, uint.MaxValue, 7, Marker: true);

        var length = header.Write(buffer, "payload"u8);

        Assert.True(RtpPacket.TryParse(buffer[..length], out var packet));
        Assert.Equal(header, new RtpHeader(packet.PayloadType, packet.SequenceNumber, packet.Timestamp, packet.Ssrc, packet.Marker));
        Assert.Equal("payload"u8.ToArray(), packet.Payload.ToArray());
        Assert.False(packet.HasExtension);
        Assert.True(packet.Extension.IsEmpty);
    }

    [Theory]
    [InlineData("")]
    [InlineData("80000000000000000000")]
    [InlineData("400000010000000100000001")]
    [InlineData("820000010000000100000001FFFFFFFF")]
    [InlineData("900000010000000100000001")]
    [InlineData("900000010000000100000001BEDE0002FFFFFFFF")]
    [InlineData("A0000001000000010000000100")]
    [InlineData("A0000001000000010000000103")]
    public void Is_refused_when_lengths_contradict_each_other(string hex) =>
        Assert.False(RtpPacket.TryParse(Convert.FromHexString(hex), out _));
}
