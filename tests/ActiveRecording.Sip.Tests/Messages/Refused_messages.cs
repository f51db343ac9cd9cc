using System.Text;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Tests.Messages;

/// <summary>What is refused, and how it is answered (RFC 3261 §8.2, §18.3, RFC 4475 §3.1.2).</summary>
public sealed class Refused_messages
{
    [Theory]
    [InlineData("Via: SIP/2.0/UDP", "Via: SIP/2.0", null)]
    [InlineData("To: Bob <sip:1003@127.0.0.1>", "To: Bob <sip:1003@127.0.0.1", "Missing or malformed To header field")]
    [InlineData("To: Bob <", "To: \"Bob <", "Missing or malformed To header field")]
    [InlineData("From: \"Alice", "From: Alice", "Missing or malformed From header field")]
    [InlineData("Call-ID: a84b4c76e66710@pc33", "Call-ID:", "Missing or malformed Call-ID header field")]
    [InlineData("Call-ID: a84b4c76e66710@pc33", "Call-ID: a b", "Missing or malformed Call-ID header field")]
    [InlineData("CSeq: 314159 INVITE", "CSeq: 36893488147419103232 INVITE", "Missing or malformed CSeq header field")]
    [InlineData("CSeq: 314159 INVITE", "CSeq: -1 INVITE", "Missing or malformed CSeq header field")]
    [InlineData("CSeq: 314159 INVITE", "CSeq: 1 OPTIONS", "CSeq names another method")]
    [InlineData("Max-Forwards: 70", "Max-Forwards: 300", "Missing or malformed Max-Forwards header field")]
    [InlineData("Max-Forwards: 70", "Max-Forwards: -1", "Missing or malformed Max-Forwards header field")]
    [InlineData("Max-Forwards: 70", "Max-Forwards: 70\r\nMax-Forwards: 70", "Header field given twice")]
    [InlineData("Max-Forwards: 70", "Max Forwards: 70", "Malformed header field")]
    [InlineData("Max-Forwards: 70", "no colon", "Malformed header field")]
    [InlineData("Max-Forwards: 70", "X: a\rb", "Carriage return without line feed")]
    [InlineData("CSeq:", "CSeq: 1 INVITE\r\nCSeq:", "Header field given twice")]
    [InlineData("Route: <sip:127.0.0.1:5060;lr>", "Route: sip:a@b@c", "Missing or malformed Route header field")]
    [InlineData("Contact: <sip:", "Contact: *, <sip:", "Missing or malformed Contact header field")]
    [InlineData("application/sdp", "sdp", "Missing or malformed Content-Type header field")]
    [InlineData("Content-Length: 5", "Content-Length: 6", "Malformed or wrong Content-Length")]
    [InlineData("Content-Length: 5", "Content-Length: -5", "Malformed or wrong Content-Length")]
    [InlineData("Content-Length: 5", "Content-Length: 4294967301", "Malformed or wrong Content-Length")]
    [InlineData("Content-Length: 5", "Content-Length: 5\r\nl: 4", "Malformed or wrong Content-Length")]
    [InlineData("\r\n\r\nv=0\r\n", "\r\n", "No empty line after the header fields")]
    [InlineData("\r\n\r\nv=0\r\n", "", "No end of line")]
    [InlineData("INVITE sip:1003@127.0.0.1:5060", "INVITE <sip:1003@127.0.0.1:5060>", "Malformed Request-URI")]
    [InlineData("INVITE sip:1003@127.0.0.1:5060", "INVITE sip:1003@127.0.0.1:5060; lr", "Malformed Request-URI")]
    [InlineData("INVITE sip:1003", "INVITE  sip:1003", "Malformed Request-URI")]
    [InlineData("transport=udp SIP/2.0", "transport=udp  SIP/2.0", "Malformed Request-URI")]
    [InlineData("transport=udp SIP/2.0", "transport=udp SIP/2.0 ", "Malformed request line")]
    [InlineData("transport=udp SIP/2.0", "transport=udp?Route=x SIP/2.0", "Header fields in the Request-URI")]
    [InlineData("Via: ", "Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bKnashds8,;\r\nVia:", "Missing or malformed Via header field")]
    public void Malformed_requests_are_answered_400(string good, string bad, string? reason)
    {
        var error = Samples.Refuse(Replace(good, bad));

        if (reason is null)
        {
            Assert.Null(error.Answer);
            return;
        }

        Assert.Equal((SipParseErrorKind.Malformed, reason), (error.Kind, error.Reason));
        if (good.StartsWith("CSeq:", StringComparison.Ordinal)) return;
        Assert.Equal((400, reason), (error.Answer!.StatusCode, error.Answer.ReasonPhrase));
        Assert.Equal("z9hG4bKnashds8", error.Answer.TopVia.Branch);
        Assert.True(error.Answer.Headers.Contains("To"));
    }

    [Fact]
    public void An_answer_gets_a_tag_where_the_request_has_none()
    {
        var answer = Samples.Refuse(Replace("Max-Forwards: 70", "Max-Forwards: x")).Answer!;

        Assert.True(answer.TrySetToTag("t"));
        Assert.False(answer.TrySetToTag("u"));
        Assert.Equal("t", answer.To.Tag);
    }

    [Theory]
    [InlineData("SIP/7.0", SipParseErrorKind.Version, 505)]
    [InlineData("SIP/2.1", SipParseErrorKind.Version, 505)]
    public void Other_versions_are_answered_505(string version, SipParseErrorKind kind, int status)
    {
        var error = Samples.Refuse(Replace("transport=udp SIP/2.0", $"transport=udp {version}"));

        Assert.Equal((kind, status), (error.Kind, error.Answer!.StatusCode));
    }

    [Fact]
    public void Nothing_is_answered_to_an_ack_or_a_response()
    {
        var ack = Samples.Refuse(Replace("INVITE ", "ACK ").Replace("70", "x", StringComparison.Ordinal));
        var response = Samples.Refuse(Replace("INVITE sip:1003@127.0.0.1:5060;transport=udp SIP/2.0", "SIP/2.0 200 OK")
            .Replace("Max-Forwards: 70", "Max-Forwards: x", StringComparison.Ordinal));

        Assert.Equal(SipParseErrorKind.Malformed, ack.Kind);
        Assert.Null(ack.Answer);
        Assert.Equal(SipParseErrorKind.MalformedResponse, response.Kind);
        Assert.Null(response.Answer);
    }

    [Theory]
    [InlineData("SIP/2.0 4294967301 better not break the receiver")]
    [InlineData("SIP/2.0 99 Low")]
    [InlineData("SIP/2.0 700 High")]
    [InlineData("SIP/2.0 2000 Long")]
    [InlineData("SIP/2.0 20 Short")]
    public void Impossible_status_codes_are_refused(string statusLine)
    {
        Assert.Equal(SipParseErrorKind.MalformedResponse, Samples.Refuse(statusLine + "\r\nVia: x\r\n\r\n").Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    public void Line_ends_are_a_keep_alive(string text)
    {
        Assert.Equal(SipParseErrorKind.KeepAlive, Samples.Refuse(text).Kind);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("hello\r\n")]
    [InlineData("INVITE sip:a@h SIP/2.0")]
    [InlineData(" INVITE sip:a@h SIP/2.0\r\n\r\n")]
    [InlineData("\u0000\u0001\u0002\n")]
    public void What_is_not_sip_is_garbage(string text)
    {
        Assert.Equal(SipParseErrorKind.Garbage, Samples.Refuse(text).Kind);
    }

    [Fact]
    public void Limits_are_kept()
    {
        var bytes = Encoding.UTF8.GetBytes(Samples.Invite).AsMemory();

        Assert.Equal(413, Refuse(SipLimits.Default with { MaxBodyBytes = 4 }).Answer!.StatusCode);
        Assert.Equal(513, Refuse(SipLimits.Default with { MaxMessageBytes = bytes.Length - 1 }).Answer!.StatusCode);
        Assert.Equal(513, Refuse(SipLimits.Default with { MaxHeaderBytes = bytes.Length - 40 }).Answer!.StatusCode);
        Assert.Equal("Too many header fields", Refuse(SipLimits.Default with { MaxHeaders = 8 }).Reason);

        SipParseError Refuse(SipLimits limits)
        {
            Assert.False(SipParser.TryParse(bytes, limits, out _, out var error));
            return error;
        }
    }

    private static string Replace(string good, string bad)
    {
        Assert.Contains(good, Samples.Invite, StringComparison.Ordinal);
        return Samples.Invite.Replace(good, bad, StringComparison.Ordinal);
    }
}
