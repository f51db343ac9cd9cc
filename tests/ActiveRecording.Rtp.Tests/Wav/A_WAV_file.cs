using ActiveRecording.Rtp.Wav;

namespace ActiveRecording.Rtp.Tests.Wav;

public sealed class A_WAV_file
{
    [Fact]
    public void Of_linear_samples_has_the_44_byte_header()
    {
        using var stream = new MemoryStream();
        using (var writer = new WavWriter(stream, new WavFormat(WavCoding.Pcm16, 8000, 2)))
        {
            Assert.True(writer.TryWrite([(short)1, -2]));
            Assert.Equal(1, writer.Frames);
        }

        Assert.Equal(
            "52494646" + "28000000" + "57415645" + "666D7420" + "10000000" + "0100" + "0200" + "401F0000" + "007D0000" + "0400" + "1000" +
            "64617461" + "04000000" + "0100FEFF",
            Convert.ToHexString(stream.ToArray()));
    }

    [Theory]
    [InlineData(WavCoding.MuLaw)]
    [InlineData(WavCoding.ALaw)]
    public void Of_coded_samples_counts_its_frames_in_a_fact_chunk(WavCoding coding)
    {
        using var stream = new MemoryStream();
        using (var writer = new WavWriter(stream, new WavFormat(coding, 8000, 1)))
        {
            Assert.True(writer.TryWrite([(byte)0xFF, 0x00, 0x80]));
        }

        var bytes = stream.ToArray();
        Assert.Equal("fact"u8.ToArray(), bytes[38..42]);
        Assert.Equal(3, BitConverter.ToInt32(bytes, 46));
        Assert.Equal(58 + 4, bytes.Length);
        Assert.True(WavFile.TryRead(bytes, out var file));
        Assert.Equal(3, file.Frames);
        Assert.Equal(new WavFormat(coding, 8000, 1), file.Format);
    }

    [Fact]
    public void Is_readable_after_every_checkpoint_though_nobody_closed_it()
    {
        using var stream = new MemoryStream();
        var writer = new WavWriter(stream, new WavFormat(WavCoding.Pcm16, 8000, 2));
        writer.TryWrite([(short)10, 20, 30, 40]);
        writer.Checkpoint();
        writer.TryWrite([(short)50, 60]);

        Assert.True(WavFile.TryRead(stream.ToArray(), out var file));

        Assert.Equal([10, 30], file.Channel(0));
        Assert.Equal([20, 40], file.Channel(1));
        Assert.Equal(TimeSpan.FromMilliseconds(0.25), file.Duration);
    }

    [Fact]
    public void Cut_off_by_a_crash_is_read_as_far_as_it_goes()
    {
        using var stream = new MemoryStream();
        using (var writer = new WavWriter(stream, new WavFormat(WavCoding.Pcm16, 8000, 2)))
        {
            writer.TryWrite([(short)10, 20, 30, 40]);
        }

        Assert.True(WavFile.TryRead(stream.ToArray().AsMemory()[..^3], out var file));

        Assert.Equal([10], file.Channel(0));
    }

    [Fact]
    public void Refuses_to_grow_beyond_what_its_header_can_say()
    {
        using var writer = new WavWriter(new Hollow(), new WavFormat(WavCoding.MuLaw, 8000, 1));
        var block = new byte[1 << 24];
        for (var blocks = 0; blocks < 255; blocks++) Assert.True(writer.TryWrite(block));

        Assert.False(writer.TryWrite(block));
        Assert.Equal(255L << 24, writer.ContentBytes);
    }

    [Fact]
    public void Is_refused_when_it_is_none()
    {
        Assert.False(WavFile.TryRead("RIFF\0\0\0\0AVI "u8.ToArray(), out _));
        Assert.False(WavFile.TryRead(Array.Empty<byte>(), out _));
        Assert.False(WavFile.TryRead("RIFF\0\0\0\0WAVEdata\u0004\0\0\0abcd"u8.ToArray(), out _));
        Assert.False(WavFile.TryRead("RIFF\0\0\0\0WAVELIST\u00FF\u00FF\u00FF\u007Fabcd"u8.ToArray(), out _));
    }

    /// <summary>Takes everything, keeps nothing.</summary>
    private sealed class Hollow : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => true;

        public override bool CanWrite => true;

        public override long Length => Position;

        public override long Position { get; set; }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => 0;

        public override long Seek(long offset, SeekOrigin origin) => Position = offset;

        public override void SetLength(long value) => Position = value;

        public override void Write(byte[] buffer, int offset, int count) => Position += count;

        public override void Write(ReadOnlySpan<byte> buffer) => Position += buffer.Length;
    }
}
