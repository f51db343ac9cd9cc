using System.Globalization;
using System.Net;
using ActiveRecording.ResourceManager;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Host.Configuration;

/// <summary>Reads the section <c>resource-manager</c>.</summary>
internal static class ResourceManagerSettings
{
    private const int MaxNameLength = 64;

    /// <summary>The section.</summary>
    /// <param name="manager">It.</param>
    /// <param name="shared">What all SIP endpoints of the node share.</param>
    /// <param name="sipServer">The SIP Server of the same node: a peer.</param>
    /// <param name="shards">Shards of the journal.</param>
    public static ResourceManagerOptions Read(Settings manager, SipEndpointOptions shared, SipEndpointOptions sipServer, int shards) => new()
    {
        Sip = SipSettings.Read("resource-manager", shared, manager),
        Peers = [.. AddressesOf(sipServer).Concat(ReadPeers(manager)).Distinct(StringComparer.Ordinal)],
        MediaServers = ReadResources(manager, "media-servers"),
        Recorders = ReadResources(manager, "recorders"),
        ServiceParameters = ReadServiceParameters(manager.Section("service-parameters"), manager),
        ConferenceErrorResponse = manager.Section("rm").Number("conference-sip-error-respcode", 400, 699),
        ResourceErrorResponse = manager.Section("rm").Number("resource-available-respcode", 400, 699),
        ResourceTimeout = manager.Duration("resource-timeout", TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(32)),
        TimerC = manager.Duration("timer-c", TimeSpan.FromSeconds(181), TimeSpan.FromHours(1)),
        Lease = manager.Duration("lease", TimeSpan.FromMinutes(1), TimeSpan.FromDays(7)),
        PlacementTimeout = manager.Duration("placement-timeout", TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30)),
        Drain = manager.Duration("drain", TimeSpan.Zero, TimeSpan.FromMinutes(5)),
        Shards = shards,
    };

    private static IEnumerable<string> AddressesOf(SipEndpointOptions sip) =>
        sip.Udp.Concat(sip.Tcp).Where(static local => local.Port > 0)
            .SelectMany(local => sip.AdvertisedHost is { } host
                ? [string.Create(CultureInfo.InvariantCulture, $"sip:{host}:{local.Port}")]
                : sip.VirtualAddress is { } address ? (string[])[$"sip:{local}", $"sip:{new IPEndPoint(address, local.Port)}"] : [$"sip:{local}"]);

    private static IReadOnlyList<string> ReadPeers(Settings manager)
    {
        var peers = manager.Texts("peers");
        for (var i = 0; i < peers.Count; i++)
        {
            if (SipUri.TryParse(peers[i], out var uri) && uri is { IsSip: true, IsSecure: false }) continue;
            manager.Section("peers").Refuse(i.ToString(CultureInfo.InvariantCulture), "a SIP address, for example \"sip:10.0.0.7:5060\",");
        }

        return peers;
    }

    private static IReadOnlyList<ResourceOptions> ReadResources(Settings manager, string key) =>
        [.. manager.Entries(key).Select(resource => ReadResource(manager.Section(key), resource.Name, resource.Entry))];

    private static ResourceOptions ReadResource(Settings resources, string name, Settings resource)
    {
        if (name.Length > MaxNameLength || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            resources.Complain(name, $"a name has at most {MaxNameLength} letters, digits and hyphens");
        var aor = resource.Text("aor");
        if (!(SipUri.TryParse(aor, out var uri) && uri is { IsSip: true, IsSecure: false }))
            resource.Refuse("aor", "a SIP address, for example \"sip:127.0.0.1:5260\",");
        return new ResourceOptions
        {
            Name = name,
            Aor = aor,
            PortCapacity = resource.Number("port-capacity", 1, 1_000_000),
            RedundancyType = resource.Text("redundancy-type"),
        };
    }

    private static Dictionary<string, string> ReadServiceParameters(Settings profile, Settings manager)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (service, names) in manager.Entries("service-parameters"))
        {
            foreach (var (name, _) in profile.Entries(service))
            {
                var value = names.Text(name);
                if (value.Split(',', 2) is not ["fixed" or "default", _])
                    names.Refuse(name, "\"fixed,<value>\" or \"default,<value>\"");
                parameters[$"{service}.{name}"] = value;
            }
        }
        return parameters;
    }
}
