using System.Text;

namespace ActiveRecording.Sdp.Tests;

public sealed class Reading
{
    [Theory]
    [InlineData(Samples.Baresip)]
    [InlineData(Samples.Sipp)]
    [InlineData(Samples.AudioAndVideo)]
    public void Writes_back_what_it_read(string text) => Assert.Equal(text, Samples.Parse(text).ToString());

    [Fact]
    public void Understands_a_phone()
    {
        var description = Samples.Parse(Samples.Baresip);
        var audio = description.FirstActive("audio")!;

        Assert.Equal(new Origin("-", "3423455", 1, new("IN", "IP4", "127.0.0.1")), description.Origin);
        Assert.Equal(10000, audio.Port);
        Assert.Equal(10003, audio.RtcpPort);
        Assert.Equal(20, audio.Ptime);
        Assert.Equal("1", audio.Label);
        Assert.Equal(305419896u, audio.Ssrc);
        Assert.Equal(
            [PayloadFormat.Pcmu, PayloadFormat.Pcma, new(101, CodecName.TelephoneEvent, "0-15")], audio.Payloads);
    }

    [Fact]
    public void Knows_static_payload_types_without_a_map()
    {
        var media = Samples.Parse("v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nt=0 0\nm=audio 4000 RTP/AVP 0 8 9 18 99\n").Media[0];

        Assert.Equal(["PCMU/8000", "PCMA/8000", "G722/8000", "G729/8000"], media.Payloads.Select(p => p.Codec.ToString()));
    }

    [Fact]
    public void Gives_each_stream_its_own_address_and_direction()
    {
        var description = Samples.Parse(Samples.AudioAndVideo);

        Assert.Equal("192.0.2.2", description.ConnectionOf(description.Media[0])?.Address);
        Assert.Equal("192.0.2.1", description.ConnectionOf(description.Media[1])?.Address);
        Assert.Equal(Direction.SendOnly, description.DirectionOf(description.Media[0]));
        Assert.Equal(Direction.SendRecv, description.DirectionOf(description.Media[1]));
        Assert.Equal(new CodecName("OPUS", 48000, 2), description.Media[0].Payloads[0].Codec);
        Assert.False(description.Media[2].IsActive);
    }

    [Theory]
    [InlineData("")]
    [InlineData("v=1\r\no=- 1 1 IN IP4 h\r\n")]
    [InlineData("v=0\r\ns=-\r\n")]
    [InlineData("v=0\r\no=- 1 x IN IP4 h\r\n")]
    [InlineData("v=0\r\no=- 1 1 IN IP4 h\r\no=- 1 1 IN IP4 h\r\n")]
    [InlineData("v=0\r\no=- 1 1 IN IP4 h\r\nnonsense\r\n")]
    [InlineData("v=0\r\no=- 1 1 IN IP4 h\r\nc=IN IP4\r\n")]
    [InlineData("v=0\r\no=- 1 1 IN IP4 h\r\nm=audio 70000 RTP/AVP 0\r\n")]
    [InlineData("v=0\r\no=- 1 1 IN IP4 h\r\nm=audio 1/0 RTP/AVP 0\r\n")]
    [InlineData("v=0\r\no=- 1 1 IN IP4 h\r\nm=audio 4000 RTP/AVP\r\n")]
    [InlineData("v=0\r\no=- 1 1 IN IP4 h\r\nm=audio 4000 RTP/AVP 0\r\nt=0 0\r\n")]
    public void Refuses(string text) => Assert.False(SessionDescription.TryParse(text, out _));

    [Fact]
    public void Has_limits()
    {
        const string Head = "v=0\r\no=- 1 1 IN IP4 h\r\n";
        var media = string.Concat(Enumerable.Repeat("m=audio 4000 RTP/AVP 0\r\n", SdpLimits.Media));
        var formats = string.Join(' ', Enumerable.Range(0, SdpLimits.Formats + 1));

        Assert.True(SessionDescription.TryParse(Head + media, out _));
        Assert.False(SessionDescription.TryParse(Head + media + "m=audio 4000 RTP/AVP 0\r\n", out _));
        Assert.False(SessionDescription.TryParse(Head + "m=audio 1 RTP/AVP " + formats, out _));
        Assert.False(SessionDescription.TryParse(Head + string.Concat(Enumerable.Repeat("a=x\r\n", SdpLimits.Lines)), out _));
        Assert.False(SessionDescription.TryParse(new byte[SdpLimits.Bytes + 1], out _));
    }

    [Fact]
    public void Never_throws_and_what_it_accepts_it_writes_back_alike()
    {
        var random = new Random(20261120);
        string[] seeds = [Samples.Baresip, Samples.Sipp, Samples.AudioAndVideo];
        for (var run = 0; run < 20_000; run++)
        {
            var bytes = Encoding.UTF8.GetBytes(seeds[run % seeds.Length]);
            for (var damage = random.Next(1, 6); damage > 0; damage--) bytes = Damage(random, bytes);
            if (!SessionDescription.TryParse(bytes, out var once)) continue;

            Assert.True(SessionDescription.TryParse(once.ToString(), out var twice), once.ToString());
            Assert.Equal(once, twice);
            foreach (var media in once.Media) Assert.All(media.Payloads, p => Assert.InRange(p.Type, 0, 127));
        }
    }

    private static ReadOnlySpan<byte> Likely => "0123456789= /:\r\nmavoc"u8;

    private static byte[] Damage(Random random, byte[] bytes)
    {
        var at = random.Next(bytes.Length);
        switch (random.Next(4))
        {
            case 0: bytes[at] = (byte)random.Next(256); return bytes;
            case 1: return bytes[..at].Concat(bytes[Math.Min(bytes.Length, at + random.Next(1, 20))..]).Append((byte)'\n').ToArray();
            case 2: return [.. bytes[..at], .. bytes[random.Next(at + 1)..]];
            default: bytes[at] = Likely[random.Next(Likely.Length)]; return bytes;
        }
    }
}
