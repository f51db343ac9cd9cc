using System.Text;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Digest;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Fuzz.Targets;

/// <summary>The SIP parser, its writer, dialogs made of what it accepts, and the framing of streams.</summary>
internal sealed class SipTarget : FuzzTarget
{
    private const uint Cuts = 4;

    /// <summary>A dialog's requests have a Route field for each; a receiver refuses more fields than its limit.</summary>
    private const int MaxRoutes = SipLimits.HeadersCeiling / 2;

    /// <summary>What stands in a string for octets that are no UTF-8: the value as a string does not give them back.</summary>
    private const char NotUtf8 = '\uFFFD';

    /// <summary>What is written again may be longer than what was read: a Content-Length is added, names are written out.</summary>
    private static readonly SipLimits Relaxed = new()
    {
        MaxMessageBytes = int.MaxValue, MaxHeaderBytes = int.MaxValue, MaxHeaders = SipLimits.HeadersCeiling,
    };

    private static readonly SipUri Here = SipUri.Parse("sip:here@127.0.0.1");

    public override string Name => "sip";

    public override IReadOnlyList<string> Words { get; } =
    [
        "\r\n", "\r\n ", "\r\n\r\n", "\n", ",", ";", ":", "<", ">", "\"", "\\", "%", "%00", "=", "@", "[", "]", "*", "\t",
        "INVITE ", "ACK ", "REGISTER ", "SIP/2.0 ", "SIP/2.0 200 OK\r\n", "sip:", "sips:", "tel:+1", ";lr", ";tag=x", ";rport", ";branch=z9hG4bK",
        "\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1", "\r\nContact: <sip:a@b>", "\r\nContact: *", "\r\nRoute: <sip:r;lr>", "\r\nRecord-Route: <sip:r;lr>",
        "\r\nContent-Length: ", "\r\nl: 0", "\r\nMax-Forwards: ", "\r\nCSeq: 1 INVITE", "\r\nTo: <sip:t>", "\r\nExpires: ", "\r\nRequire: a, b",
        "\r\nAuthorization: Digest username=\"u\", realm=\"r\", nonce=\"n\", uri=\"sip:h\", response=\"x\"", "\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\"",
    ];

    public override long AllocationLimit(int inputBytes) => 131_072 + 200L * inputBytes;

    public override string Check(byte[] input)
    {
        CheckFraming(input);
        if (!SipParser.TryParse(input, SipLimits.Default, out var message, out var error))
        {
            error.Answer?.ToBytes();
            return $"{error.Kind} {error.Reason} {error.Answer is not null}";
        }

        Require(
            NaiveHeaders.Of(input).SequenceEqual(message.Headers.Select(field => field.Value)),
            "has other header fields when read slowly");
        CheckRoundTrip(message);
        Use(message);
        if (message is SipRequest request) Use(request);
        return $"{message.GetType().Name} {message.Vias.Count} {message.Contacts.Count} {message.Routes.Count} {message.RecordRoutes.Count}";
    }

    private static void CheckRoundTrip(SipMessage message)
    {
        var written = message.ToBytes();
        Require(SipParser.TryParse(written, Relaxed, out var again, out var error), $"is refused when written again: {error?.Reason}");
        Require(written.AsSpan().SequenceEqual(again!.ToBytes()), "is written differently when read again");
        Require(SameStart(message, again), "has another start line when read again");
        Require(message.Body.Span.SequenceEqual(again.Body.Span), "has another body when read again");
        Require(message.Vias.SequenceEqual(again.Vias) && message.CSeq == again.CSeq && message.CallId == again.CallId, "belongs elsewhere when read again");
        Require(message.From.Equals(again.From) && message.To.Equals(again.To), "is from or to somebody else when read again");
        Require(message.Contacts.SequenceEqual(again.Contacts) && message.Routes.SequenceEqual(again.Routes), "goes elsewhere when read again");
    }

    private static bool SameStart(SipMessage message, SipMessage again) => (message, again) switch
    {
        (SipRequest one, SipRequest two) => one.Method == two.Method && one.RequestUri.Equals(two.RequestUri),
        (SipResponse one, SipResponse two) => one.StatusCode == two.StatusCode && one.ReasonPhrase == two.ReasonPhrase,
        _ => false,
    };

    /// <summary>Everything typed that a room asks for.</summary>
    private static void Use(SipMessage message)
    {
        foreach (var address in message.Contacts.Concat(message.Routes).Concat(message.RecordRoutes).Append(message.From).Append(message.To))
        {
            var written = address.ToString();
            Require(NameAddress.TryParse(written, out var again), "has an address that is refused when written again");
            Require(again!.Equals(address) || written.Contains(NotUtf8), "has an address that is another when read again");
            _ = (address.Uri.User, address.Uri.Password, address.Uri.Host, address.Uri.Port, address.Uri.Headers, address.Uri.Scheme, address.Uri.Parameters.Count, address.Tag);
        }

        foreach (var via in message.Vias)
        {
            var written = via.ToString();
            Require(Via.TryParse(written, out var again), "has a Via that is refused when written again");
            Require(again!.Equals(via) || written.Contains(NotUtf8), "has a Via that is another when read again");
            _ = (via.Branch, via.Received, via.Rport);
        }

        _ = (message.MaxForwards, message.ContentType, message.Expires, message.IsWildcardContact);
        foreach (var value in message.Headers.All(HeaderNames.Authorization)) _ = DigestCredentials.TryParse(value, out _);
        foreach (var value in message.Headers.All(HeaderNames.WwwAuthenticate)) _ = DigestChallenge.TryParse(value, out _);
    }

    private static void Use(SipRequest request)
    {
        _ = request.UnsupportedExtensions(new HashSet<string>());
        var response = request.CreateResponse(200, toTag: "tag");
        Require(SipParser.TryParse(response.ToBytes(), Relaxed, out _, out var error), $"has a response that is refused: {error?.Reason}");
        if (request.RecordRoutes.Count > MaxRoutes) return;
        var (_, bye) = Dialog.CreateRequest(Dialog.FromUas(request, "tag", Here), SipMethod.Bye);
        bye.PushVia(new("UDP", "127.0.0.1", 5060, "z9hG4bK1"));
        Require(SipParser.TryParse(bye.ToBytes(), Relaxed, out _, out error), $"makes a dialog whose request is refused: {error?.Reason}");
    }

    /// <summary>A stream in two pieces is framed as in one; where it is cut follows from the input.</summary>
    private static void CheckFraming(byte[] input)
    {
        var whole = Frames(input, input.Length, input.Length);
        for (var cut = 0u; cut < Cuts; cut++)
        {
            var first = ((uint)input.Length * 40_503u + cut * 2_654_435_761u) % (uint)(input.Length + 1);
            Require(whole == Frames(input, (int)first, input.Length), "is framed differently when it comes in two pieces");
        }
    }

    private static string Frames(byte[] input, int first, int all)
    {
        var frames = new StringBuilder();
        var (consumed, examined) = (0, 0);
        foreach (var arrived in (ReadOnlySpan<int>)[first, all])
        {
            while (StreamFraming.TryReadFrame(input.AsSpan(consumed..arrived), SipLimits.Default, ref examined, out var frame))
            {
                if (frame.Kind > StreamFrameKind.Blank) return frames.Append(frame.Kind).ToString();
                if (frame.Kind == StreamFrameKind.Message) frames.Append(consumed).Append('+').Append(frame.Length).Append(' ');
                consumed += frame.Length;
                examined = 0;
            }
        }

        return frames.ToString();
    }
}
