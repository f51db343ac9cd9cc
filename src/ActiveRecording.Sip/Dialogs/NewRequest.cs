using System.Globalization;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Dialogs;

/// <summary>Requests with the header fields that every request has (RFC 3261 §8.1.1), but Via, which the endpoint adds.</summary>
public static class NewRequest
{
    private const string MaxForwards = "70";

    /// <summary>
    /// A request along a route set. When its first element is a strict router (no <c>lr</c>), that becomes the request
    /// URI and the target moves to the end of Route (RFC 3261 §12.2.1.1).
    /// </summary>
    /// <param name="method">The method.</param>
    /// <param name="target">The remote target; header fields in it are left out of the request URI (RFC 3261 §19.1.1).</param>
    /// <param name="from">With our tag.</param>
    /// <param name="to">With the peer's tag, inside a dialog.</param>
    /// <param name="callId">Call-ID.</param>
    /// <param name="number">The CSeq number.</param>
    /// <param name="routes">The route set; null for none.</param>
    public static SipRequest Create(
        SipMethod method, SipUri target, NameAddress from, NameAddress to, string callId, uint number = 1, RouteSet? routes = null)
    {
        var (uri, route) = Along(target, routes ?? RouteSet.Empty);
        var request = new SipRequest(method, uri);
        foreach (var hop in route) request.Headers.Add(HeaderNames.Route, hop);
        request.Headers.Add(HeaderNames.MaxForwards, MaxForwards);
        request.Headers.Add(HeaderNames.From, from.ToString());
        request.Headers.Add(HeaderNames.To, to.ToString());
        request.Headers.Add(HeaderNames.CallId, callId);
        request.Headers.Add(HeaderNames.CSeq, string.Create(CultureInfo.InvariantCulture, $"{number} {method}"));
        return request;
    }

    private static (SipUri Uri, IEnumerable<string> Route) Along(SipUri target, RouteSet routes)
    {
        if (routes.Count == 0 || !NameAddress.TryParse(routes[0], out var first) || first.Uri.Parameters.Contains("lr"))
            return (target.WithoutHeaders(), routes);
        return (first.Uri.WithoutHeaders(), routes.Skip(1).Append($"<{target}>"));
    }
}
