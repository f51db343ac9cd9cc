using System.Globalization;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Transactions;

/// <summary>What received requests are recognised by.</summary>
internal static class RequestKeys
{
    /// <summary>
    /// The server transaction of a request (RFC 3261 §17.2.3). ACK and CANCEL can be asked for the request they
    /// belong to.
    /// </summary>
    public static ServerTransactionId Of(SipRequest request, SipMethod method)
    {
        var via = request.TopVia;
        var sentBy = SentBy(via);
        return via.Branch is { } branch && branch.StartsWith(Via.MagicCookie, StringComparison.OrdinalIgnoreCase)
            && branch.Length > Via.MagicCookie.Length
            ? new(branch, sentBy, method)
            : new(WithoutCookie(request, via), sentBy, method);
    }

    /// <summary>Host and port of a Via, in lower case.</summary>
    public static string SentBy(Via via) => string.Create(CultureInfo.InvariantCulture, $"{via.Host.ToLowerInvariant()}:{via.Port}");

    /// <summary>The same request by whatever path it comes (RFC 3261 §8.2.2.2); null within a dialog.</summary>
    public static string? Merge(SipRequest request) => request.To.Tag is not null
        ? null
        : string.Create(
            CultureInfo.InvariantCulture, $"{request.CallId}\n{request.From.Tag}\n{request.CSeq.Number}\n{request.Method}");

    /// <summary>
    /// A peer of RFC 2543, or one whose branch is the cookie and nothing else (RFC 4475 §3.2.1): Request-URI, From tag, Call-ID, CSeq number and top Via. The To tag is left out, so that an
    /// ACK, which repeats the one of the response, is found as well.
    /// </summary>
    private static string WithoutCookie(SipRequest request, Via via) => string.Create(
        CultureInfo.InvariantCulture,
        $"{request.RequestUri}\n{request.From.Tag}\n{request.CallId}\n{request.CSeq.Number}\n{via.Branch}");
}
