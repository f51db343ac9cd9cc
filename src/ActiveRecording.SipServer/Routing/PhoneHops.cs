using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;
using ActiveRecording.SipServer.Calls;
using ActiveRecording.SipServer.Registrations;

namespace ActiveRecording.SipServer.Routing;

/// <summary>
/// Where a leg's request is sent: a registered phone where its registration came from, on the connection it opened; all
/// else where the request says.
/// </summary>
internal sealed class PhoneHops(SipEndpoint endpoint, RegistrarView registrations, TimeProvider time)
{
    /// <summary>Where to; null for nowhere, or nowhere until the phone has registered again.</summary>
    public SipHop? Find(SwitchedCallState state, LegId leg, SipRequest request)
    {
        if (ContactOf(state, leg, request) is { } contact) return IsReachable(contact) ? contact.Hop : null;
        return endpoint.TryResolve(request, out var hop) ? hop : null;
    }

    /// <summary>The request as it is sent: an INVITE for a new dialog by the proxies that the phone registered through (RFC 3327 §5.3).</summary>
    public SipRequest AlongPath(SwitchedCallState state, LegId leg, SipRequest request)
    {
        if (ContactOf(state, leg, request) is not { Path: { Count: > 0 } path }) return request;
        var led = request.Clone();
        foreach (var proxy in path) led.Headers.Add(HeaderNames.Route, proxy);
        return led;
    }

    /// <summary>The connection that the phone keeps open; null if there is none.</summary>
    public SipHop? FindConnection(SwitchedCallState state, LegId leg, SipRequest request) =>
        ContactOf(state, leg, request) is { } contact && IsConnected(contact) ? contact.Hop : null;

    /// <summary>
    /// The number of a phone that keeps a connection to us, and opens another when that is gone (RFC 5626 §4.2); null for
    /// any other peer.
    /// </summary>
    public string? AwaitableDn(SwitchedCallState state, LegId leg, SipRequest request) =>
        ContactOf(state, leg, request) is { Hop.Transport: not SipTransport.Udp } ? PartyOf(state.Call, leg)!.Dn : null;

    /// <summary>
    /// The phone that is meant. One that opened another connection may have changed the port in its Contact: then it is
    /// known by user and host.
    /// </summary>
    private RegisteredContact? ContactOf(SwitchedCallState state, LegId leg, SipRequest request)
    {
        if (request.Headers.Contains(HeaderNames.Route)) return null;
        if (PartyOf(state.Call, leg) is not { Kind: PartyKind.Extension } party) return null;
        var contacts = registrations.Find(party.Dn, time.GetUtcNow());

        // Within a dialog only those proxies stay that asked for it by Record-Route.
        if (request.To.Tag is not null) contacts = [.. contacts.Where(contact => contact.Path.Count == 0)];
        var exact = contacts.FirstOrDefault(contact => contact.Uri.Equals(request.RequestUri));
        if (exact is not null && (exact.Hop.Transport == SipTransport.Udp || IsReachable(exact))) return exact;
        return contacts.FirstOrDefault(contact => IsConnected(contact) && IsSamePhone(contact.Uri, request.RequestUri)) ?? exact;
    }

    private bool IsReachable(RegisteredContact contact) =>
        contact.Hop.Transport == SipTransport.Udp || contact.Listens || IsConnected(contact);

    private bool IsConnected(RegisteredContact contact) => contact.Hop.Flow is { } flow && endpoint.HasConnection(flow);

    private static bool IsSamePhone(SipUri one, SipUri other) =>
        one.User == other.User && string.Equals(one.Host, other.Host, StringComparison.OrdinalIgnoreCase);

    private static Party? PartyOf(CallState state, LegId leg) => leg switch
    {
        LegId.Origin => state.Facts?.Origin,
        LegId.Destination => state.Facts?.Destination,
        _ => null,
    };
}
