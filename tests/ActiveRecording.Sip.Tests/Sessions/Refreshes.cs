using System.Text;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Tests.Sessions;

/// <summary>INVITEs and UPDATEs of a dialog, and what they are answered.</summary>
internal static class Refreshes
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 41, 0, TimeSpan.Zero);

    /// <summary>A request with more header fields, separated by a bar.</summary>
    public static SipRequest Request(string headers = "", string method = "INVITE") => Parse<SipRequest>(
        $"{method} sip:b@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK1\r\nFrom: <sip:a@127.0.0.1>;tag=a\r\n" +
        $"To: <sip:b@127.0.0.1>\r\nCall-ID: c\r\nCSeq: 1 {method}\r\n{Lines(headers)}\r\n");

    /// <summary>A response with more header fields, separated by a bar.</summary>
    public static SipResponse Response(int status = 200, string headers = "", string tag = "b", string cseq = "1 INVITE") => Parse<SipResponse>(
        $"SIP/2.0 {status} X\r\nVia: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK1\r\nFrom: <sip:a@127.0.0.1>;tag=a\r\n" +
        $"To: <sip:b@127.0.0.1>;tag={tag}\r\nCall-ID: c\r\nCSeq: {cseq}\r\n{Lines(headers)}\r\n");

    private static string Lines(string headers) =>
        string.Concat(headers.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim() + "\r\n"));

    private static T Parse<T>(string text)
        where T : SipMessage
    {
        Assert.True(SipParser.TryParse(Encoding.UTF8.GetBytes(text), SipLimits.Default, out var message, out var error), error?.Reason);
        return Assert.IsType<T>(message);
    }
}
