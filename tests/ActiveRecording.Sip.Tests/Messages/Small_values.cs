using System.Text;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Tests.Messages;

public sealed class Small_values
{
    [Theory]
    [InlineData("1 INVITE", 1u, "INVITE")]
    [InlineData("0009\t  NEW-thing!", 9u, "NEW-thing!")]
    [InlineData("2147483647 BYE", 2147483647u, "BYE")]
    [InlineData("8\r\n   INVITE ", 8u, "INVITE")]
    public void A_cseq_is_read(string text, uint number, string method)
    {
        Assert.True(CSeq.TryParse(Encoding.ASCII.GetBytes(text), out var cseq));
        Assert.Equal(new CSeq(number, new SipMethod(method)), cseq);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("INVITE")]
    [InlineData("1INVITE")]
    [InlineData("-1 INVITE")]
    [InlineData("+1 INVITE")]
    [InlineData("2147483648 INVITE")]
    [InlineData("36893488147419103232 REGISTER")]
    [InlineData("1 INV ITE")]
    [InlineData("1.0 INVITE")]
    public void A_cseq_is_refused(string text)
    {
        Assert.False(CSeq.TryParse(Encoding.ASCII.GetBytes(text), out _));
    }

    [Theory]
    [InlineData("application/sdp", "application/sdp", null)]
    [InlineData("Application / SDP ; charset = utf-8", "application/sdp", "utf-8")]
    [InlineData("multipart/mixed;boundary=\"a b\";charset=x", "multipart/mixed", "x")]
    [InlineData("application/vnd.radisys.msml+xml", "application/vnd.radisys.msml+xml", null)]
    public void A_content_type_is_read(string text, string type, string? charset)
    {
        Assert.True(ContentType.TryParse(Encoding.ASCII.GetBytes(text), out var read));
        Assert.True(read.Is(type));
        Assert.Equal(charset, read.Parameters["charset"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("application")]
    [InlineData("application/")]
    [InlineData("/sdp")]
    [InlineData("application/sdp charset=x")]
    [InlineData("application/sdp;charset=\"x")]
    public void A_content_type_is_refused(string text)
    {
        Assert.False(ContentType.TryParse(Encoding.ASCII.GetBytes(text), out _));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("3600", 3600)]
    [InlineData("4294967295", int.MaxValue)]
    [InlineData("9999999999", int.MaxValue)]
    [InlineData("10000000000", null)]
    [InlineData("-1", null)]
    [InlineData("1.5", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Delta_seconds_are_read_or_not(string? text, int? seconds)
    {
        Assert.Equal(seconds, DeltaSeconds.Parse(text));
    }

    [Theory]
    [InlineData("2026-11-20T09:41:00.540Z", "2026-11-20T09:41:00.540Z")]
    [InlineData("2026-11-20T10:41:00.5409+01:00", "2026-11-20T09:41:00.540Z")]
    [InlineData("2026-11-20T09:41:00", "2026-11-20T09:41:00.000Z")]
    [InlineData("yesterday", null)]
    [InlineData("", null)]
    public void The_end_of_a_call_is_an_instant_or_nothing(string text, string? read)
    {
        var bye = new SipRequest(SipMethod.Bye, SipUri.Parse("sip:127.0.0.1"));
        bye.Headers.Set("x-call-ended", text);

        Assert.Equal(read, bye.CallEnded is { } at ? UtcInstant.ToText(at) : null);
        bye.CallEnded = bye.CallEnded;
        Assert.Equal(read, bye.Headers.First(HeaderNames.CallEnded));
    }

    [Fact]
    public void Status_codes_have_phrases()
    {
        Assert.Equal("Interval Too Brief", ReasonPhrases.For(423));
        Assert.Equal("Request Failure", ReasonPhrases.For(499));
        Assert.Equal("Global Failure", ReasonPhrases.For(699));
    }
}
