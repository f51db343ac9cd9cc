using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.ResourceManager.Proxy;

/// <summary>What every proxied request works with.</summary>
/// <param name="Endpoint">The SIP stack.</param>
/// <param name="Options">Bounds and codes.</param>
/// <param name="Log">The room's log.</param>
internal sealed record ProxyContext(SipEndpoint Endpoint, ResourceManagerOptions Options, ILogger Log)
{
    /// <summary>Where requests may go.</summary>
    public RelayTargets Targets { get; } = new(Endpoint, Options);

    /// <summary>
    /// Runs an action once the journal has what a resource's keeper was told before, never if another node has the keeper by then. Null
    /// for a node alone, which does not wait: it keeps what it was told.
    /// </summary>
    public Action<ResourceKind, string, Action>? Durably { get; set; }

    /// <summary>
    /// Whether nothing final is said before the journal has taken what led to it: another node may have to go on with the session.
    /// </summary>
    public bool IsDurable => Durably is not null;

    /// <summary>
    /// Goes on when the release of a resource cannot be forgotten any more. Otherwise a node that dies just then leaves a
    /// reservation that nobody ends, for whoever was told that the session is over says nothing more of it.
    /// </summary>
    public void OnceReleased(ResourceKind kind, string resource, Action goOn)
    {
        if (Durably is { } durably) durably(kind, resource, goOn);
        else goOn();
    }

    private IEnumerable<System.Net.IPEndPoint> Listening => Endpoint.Udp.Concat(Endpoint.Tcp);

    /// <summary>Whether a URI is an address of this proxy.</summary>
    public bool IsOurs(SipUri uri) => uri.IsSip && IsOurs(uri.Host, uri.Port);

    /// <summary>Whether a Via was added by this proxy.</summary>
    public bool IsOurs(Via via) => IsOurs(via.Host, via.Port);

    /// <summary>Record-Route entries for both sides, one if they are the same (RFC 5658 §5).</summary>
    public void RecordRoute(SipRequest request, Affinity affinity, SipHop from, SipHop to)
    {
        var upstream = affinity.RecordRoute(Endpoint.Contact(null, from));
        var downstream = affinity.RecordRoute(Endpoint.Contact(null, to));
        request.Headers.Prepend(HeaderNames.RecordRoute, upstream);
        if (downstream != upstream) request.Headers.Prepend(HeaderNames.RecordRoute, downstream);
    }

    private bool IsOurs(string host, int? port) => Listening.Any(local =>
        local.Port == (port ?? 5060)
        && (string.Equals(host, Options.Sip.AdvertisedHost, StringComparison.OrdinalIgnoreCase)
            || (System.Net.IPAddress.TryParse(host.Trim('[', ']'), out var address)
                && (address.Equals(local.Address) || address.Equals(Options.Sip.VirtualAddress)))
            || (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && System.Net.IPAddress.IsLoopback(local.Address))));
}
