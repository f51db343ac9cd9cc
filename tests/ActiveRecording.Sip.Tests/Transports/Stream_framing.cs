using System.Text;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Sip.Tests.Transports;

public sealed class Stream_framing
{
    private const string First = "OPTIONS sip:a SIP/2.0\r\nContent-Length : 5\r\nX: y\r\n\r\nhello";
    private const string Second = "SIP/2.0 200 OK\r\nSubject: a\r\n Content-Length: 7\r\nL:\r\n 3\r\n\r\nabc";
    private const string Third = "BYE sip:a SIP/2.0\nCONTENT-LENGTH: 0\n\n";
    private static readonly byte[] Stream = Encoding.ASCII.GetBytes($"\r\n{First}\r\n\r\n{Second}{Third}");

    [Fact]
    public void Cuts_the_same_messages_out_of_any_split()
    {
        for (var first = 0; first <= Stream.Length; first++)
        {
            for (var second = first; second <= Stream.Length; second += 3)
                Assert.Equal([First, "Ping", Second, Third], StreamFrames.Of(Stream, first, second, Stream.Length));
        }
    }

    [Fact]
    public void Cuts_the_same_messages_out_of_single_bytes() =>
        Assert.Equal([First, "Ping", Second, Third], StreamFrames.Of(Stream, [.. Enumerable.Range(1, Stream.Length)]));

    [Theory]
    [InlineData("A b SIP/2.0\r\n\r\n", StreamFrameKind.NoContentLength)]
    [InlineData("A b SIP/2.0\r\nContent-Length:\r\n\r\n", StreamFrameKind.BadContentLength)]
    [InlineData("A b SIP/2.0\r\nContent-Length: 1 2\r\n\r\n", StreamFrameKind.BadContentLength)]
    [InlineData("A b SIP/2.0\r\nContent-Length: +1\r\n\r\n", StreamFrameKind.BadContentLength)]
    [InlineData("A b SIP/2.0\r\nContent-Length: 1\r\nl: 2\r\n\r\n", StreamFrameKind.BadContentLength)]
    [InlineData("A b SIP/2.0\r\nContent-Length: 49153\r\n\r\n", StreamFrameKind.BodyTooLarge)]
    [InlineData("A b SIP/2.0\r\nContent-Length: 9223372036854775807\r\n\r\n", StreamFrameKind.BodyTooLarge)]
    public void Says_why_it_cannot_go_on(string text, StreamFrameKind kind)
    {
        var examined = 0;

        Assert.True(StreamFraming.TryReadFrame(Encoding.ASCII.GetBytes(text), SipLimits.Default, ref examined, out var frame));
        Assert.Equal(new(kind, text.Length, text.Length), frame);
    }

    [Fact]
    public void Gives_a_header_up_at_the_limit()
    {
        var examined = 0;
        var limits = new SipLimits { MaxHeaderBytes = 10 };

        Assert.False(StreamFraming.TryReadFrame("0123456789"u8, limits, ref examined, out _));
        Assert.True(StreamFraming.TryReadFrame("0123456789a"u8, limits, ref examined, out var frame));
        Assert.Equal(StreamFrameKind.HeadersTooLarge, frame.Kind);
    }

    [Fact]
    public void Allocates_nothing()
    {
        var examined = 0;
        StreamFraming.TryReadFrame(Stream, SipLimits.Default, ref examined, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var round = 0; round < 100; round++)
        {
            examined = 0;
            StreamFraming.TryReadFrame(Stream.AsSpan(2), SipLimits.Default, ref examined, out _);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
