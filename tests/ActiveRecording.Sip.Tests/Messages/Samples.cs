using System.Text;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Tests.Messages;

/// <summary>Messages that several tests read.</summary>
internal static class Samples
{
    public const string Invite =
        "INVITE sip:1003@127.0.0.1:5060;transport=udp SIP/2.0\r\n" +
        "Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bKnashds8;rport\r\n" +
        "Max-Forwards: 70\r\n" +
        "Route: <sip:127.0.0.1:5060;lr>\r\n" +
        "To: Bob <sip:1003@127.0.0.1>\r\n" +
        "From: \"Alice, \\\"A\\\"\" <sip:1001@127.0.0.1>;tag=1928301774\r\n" +
        "Call-ID: a84b4c76e66710@pc33\r\n" +
        "CSeq: 314159 INVITE\r\n" +
        "Contact: <sip:1001@127.0.0.1:5070>;expires=60\r\n" +
        "X-Genesys-CallUUID:   01AE904GK088LFQD2CGB02LAES0000EP  \r\n" +
        "Content-Type: application/sdp\r\n" +
        "Content-Length: 5\r\n" +
        "\r\n" +
        "v=0\r\n";

    public static SipMessage Accept(string text)
    {
        Assert.True(SipParser.TryParse(Encoding.UTF8.GetBytes(text), SipLimits.Default, out var message, out var error), error?.Reason);
        return message;
    }

    public static SipRequest Request(string text) => Assert.IsType<SipRequest>(Accept(text));

    public static SipParseError Refuse(string text)
    {
        Assert.False(SipParser.TryParse(Encoding.UTF8.GetBytes(text), SipLimits.Default, out _, out var error));
        return error;
    }
}
