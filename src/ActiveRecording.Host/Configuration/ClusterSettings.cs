using System.Net;
using ActiveRecording.Actors.Cluster.Membership;

namespace ActiveRecording.Host.Configuration;

/// <summary>Reads the section <c>cluster</c>.</summary>
internal static class ClusterSettings
{
    /// <summary>A shorter secret could be guessed.</summary>
    private const int ShortestSecret = 16;

    /// <summary>Null for a node alone.</summary>
    public static ClusterOptions? Read(Settings cluster, JournalOptions journal)
    {
        var (name, secret) = (cluster.Text("name"), cluster.Text("secret"));
        var membership = ReadMembership(cluster);
        var deadline = cluster.Duration("hand-over-deadline", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        var queue = cluster.Number("queue", 16, 1_000_000);
        var tls = ReadTls(cluster.Section("tls"));
        var advertised = ReadAdvertised(cluster);
        if (secret.Length < ShortestSecret && (name.Length > 0 || secret.Length > 0))
            cluster.Complain("secret", $"it must have at least {ShortestSecret} characters");
        var address = cluster.EndPoint("address");
        if (name.Length == 0) return null;
        if (journal.Kind != JournalKind.Postgres) cluster.Complain("name", "nodes of a cluster share a database: journal.kind = postgresql is needed");
        address = cluster.ListenAddress("address");
        if (advertised.Length == 0 && (address.Address.Equals(IPAddress.Any) || address.Address.Equals(IPAddress.IPv6Any)))
            cluster.Complain("advertised", "the other nodes cannot reach every address: say by which one");
        return new ClusterOptions
        {
            Name = name,
            Secret = secret,
            Address = address,
            Advertised = advertised.Length > 0 ? advertised : $"{address}",
            Membership = membership,
            HandOverDeadline = deadline,
            Queue = queue,
            Tls = tls,
        };
    }

    /// <summary>Host and port: a name that other nodes can look up, or an address.</summary>
    private static string ReadAdvertised(Settings cluster)
    {
        var advertised = cluster.Text("advertised");
        if (advertised.Length > 0 && !(Uri.TryCreate($"tcp://{advertised}", UriKind.Absolute, out var uri) && uri is { Port: > 0, AbsolutePath: "/" or "" }))
            cluster.Refuse("advertised", "a host and a port, for example \"node-1.example:7946\",");
        return advertised;
    }

    private static MembershipOptions ReadMembership(Settings cluster)
    {
        var (least, most) = (TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1));
        return new MembershipOptions
        {
            Heartbeat = cluster.Duration("heartbeat", least, most),
            MissedHeartbeats = cluster.Number("missed-heartbeats", 2, 100),
            ProbeTimeout = cluster.Duration("probe-timeout", least, most),
            OutnumberedWait = cluster.Duration("outnumbered-wait", TimeSpan.Zero, most),
            StorePoll = cluster.Duration("store-poll", least, most),
            StoreLost = cluster.Duration("store-lost", least, most),
            Asleep = cluster.Duration("asleep", least, most),
            RejoinAfter = cluster.Duration("rejoin-after", least, most),
        };
    }

    private static ClusterTls? ReadTls(Settings tls)
    {
        var files = new[] { "certificate", "key", "authorities" };
        var given = files.Where(key => tls.Text(key).Length > 0).ToList();
        if (given.Count == 0) return null;
        foreach (var key in files)
        {
            if (!given.Contains(key)) tls.Complain(key, "certificate, key and authorities go together");
            else if (!File.Exists(tls.Text(key))) tls.Refuse(key, "a PEM file that can be read");
        }

        return new ClusterTls(tls.Text("certificate"), tls.Text("key"), tls.Text("authorities"));
    }
}
