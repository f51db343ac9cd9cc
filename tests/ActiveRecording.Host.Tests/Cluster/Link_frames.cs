using System.Buffers;
using ActiveRecording.Actors.Cluster.Links;
using ActiveRecording.Host.Cluster;

namespace ActiveRecording.Host.Tests.Cluster;

public sealed class Link_frames
{
    private static readonly Envelope[] Envelopes =
        [new("heartbeat", new byte[] { 1, 2, 3 }), new("a", default), new("entity/call/ask", new byte[1_000])];

    [Fact]
    public void Come_back_as_they_were_written()
    {
        var message = Written();
        foreach (var envelope in Envelopes)
        {
            Assert.True(LinkFrames.TryRead(ref message, out var read));
            Assert.Equal(envelope.Kind, read.Kind);
            Assert.Equal(envelope.Payload.ToArray(), read.Payload.ToArray());
        }

        Assert.False(LinkFrames.TryRead(ref message, out _));
    }

    [Fact]
    public void Are_never_read_beyond_their_end()
    {
        for (var length = 0; length < Written().Length; length++)
        {
            var prefix = Written()[..length];
            var read = 0;
            while (LinkFrames.TryRead(ref prefix, out _)) read++;
            Assert.InRange(read, 0, Envelopes.Length - 1);
        }

        ReadOnlyMemory<byte> negative = new byte[] { 1, (byte)'a', 0xFF, 0xFF, 0xFF, 0xFF, 1 };
        Assert.False(LinkFrames.TryRead(ref negative, out _));
    }

    private static ReadOnlyMemory<byte> Written()
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var envelope in Envelopes) LinkFrames.Write(buffer, envelope);
        return buffer.WrittenMemory;
    }
}
