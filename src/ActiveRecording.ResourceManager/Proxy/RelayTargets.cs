using System.Net;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.ResourceManager.Proxy;

/// <summary>
/// Where this proxy sends anything at all. A request names its own next hop, and nothing in it proves that this proxy ever
/// saw its dialog: without this bound anybody could send anything anywhere through it (RFC 3261 §26.3.2.4). All of it is
/// configuration, so that dialogs outlive a restart.
/// </summary>
internal sealed class RelayTargets
{
    private readonly HashSet<IPEndPoint> known = [];

    public RelayTargets(SipEndpoint endpoint, ResourceManagerOptions options)
    {
        var resources = options.MediaServers.Concat(options.Recorders).Select(resource => resource.Aor);
        foreach (var address in resources.Concat(options.Peers))
        {
            if (SipUri.TryParse(address, out var uri) && endpoint.TryResolve(uri, out var hop)) known.Add(hop.Remote);
        }
    }

    /// <summary>Whether it is a resource's address or a peer's.</summary>
    public bool Contains(SipHop hop) => known.Contains(hop.Remote);
}
