using ActiveRecording.MediaServer;
using ActiveRecording.Recorder;
using ActiveRecording.ResourceManager;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Sip;
using ActiveRecording.SipServer;

namespace ActiveRecording.Host.Configuration;

/// <summary>Everything a node is told by its configuration.</summary>
public sealed record NodeOptions
{
    /// <summary>The node's name in logs and the journal.</summary>
    public required string Name { get; init; }

    /// <summary>The folder of the journal, the spools and the recordings.</summary>
    public required string Data { get; init; }

    /// <summary>How long a stopping node waits for running calls to end before it hangs up.</summary>
    public required TimeSpan Drain { get; init; }

    /// <summary>Bounds of the socket driver.</summary>
    public required SocketNetworkOptions Network { get; init; }

    /// <summary>Where events are kept.</summary>
    public required JournalOptions Journal { get; init; }

    /// <summary>The cluster it joins; null for a node alone.</summary>
    public required ClusterOptions? Cluster { get; init; }

    /// <summary>The switch and its directory numbers.</summary>
    public required SipServerOptions SipServer { get; init; }

    /// <summary>The proxy that places sessions.</summary>
    public required ResourceManagerOptions ResourceManager { get; init; }

    /// <summary>The bridge of the parties' media.</summary>
    public required MediaServerOptions MediaServer { get; init; }

    /// <summary>The keeper of recordings.</summary>
    public required RecorderOptions Recorder { get; init; }

    /// <summary>Where Media Server and recorder run.</summary>
    public required MediaProcessOptions Media { get; init; }

    /// <summary>This is the second process of a node: Media Server and recorder, nothing else.</summary>
    public bool IsMediaOnly { get; init; }

    /// <summary>The file it was read from.</summary>
    public string File { get; init; } = "";

    /// <summary>The HTTP surface.</summary>
    public required HttpOptions Http { get; init; }

    /// <summary>Who may observe and command it.</summary>
    public required OperationsOptions Operations { get; init; }

    /// <summary>What is logged.</summary>
    public required LoggingOptions Logging { get; init; }

    /// <summary>Every configured address the node listens on, RTP ranges aside.</summary>
    public required IReadOnlyList<ListenAddress> ListenAddresses { get; init; }

    internal static NodeOptions Read(Settings root, SettingsNotes notes)
    {
        var node = root.Section("node");
        var name = node.Name("name");
        var journal = JournalSettings.Read(root.Section("journal"), name);
        var (shards, snapshotEvery) = (journal.Shards, journal.SnapshotEvery);
        var sip = SipSettings.ReadShared(root.Section("sip"));
        var cluster = ClusterSettings.Read(root.Section("cluster"), journal);
        var sipServer = SipServerSettings.Read(root, sip, shards);
        var resourceManager = ResourceManagerSettings.Read(root.Section("resource-manager"), sip, sipServer.Sip, shards);
        var options = new NodeOptions
        {
            Name = name,
            Data = node.Name("data"),
            Drain = node.Duration("drain", TimeSpan.Zero, TimeSpan.FromHours(1)),
            Network = ReadNetwork(root.Section("network")),
            Journal = journal,
            Cluster = cluster,
            SipServer = sipServer with { SnapshotEvery = snapshotEvery },
            ResourceManager = resourceManager with { SnapshotEvery = snapshotEvery },
            MediaServer = MediaServerSettings.Read(root.Section("media-server"), sip, shards),
            Recorder = RecorderSettings.Read(root.Section("recorder"), sip, ArchiveSettings.Read(root.Section("archive")), shards),
            Media = MediaProcessOptions.Read(root.Section("media"), cluster is not null),
            Http = HttpOptions.Read(root.Section("http")),
            Operations = OperationsOptions.Read(root.Section("operations")),
            Logging = LoggingOptions.Read(root.Section("logging")),
            ListenAddresses = notes.ListenAddresses,
        };
        if (cluster is not null) return ClusterShards.Spread(options, cluster);
        ComplainOfVirtualAddress(root.Section("sip-server"), sipServer.Sip);
        ComplainOfVirtualAddress(root.Section("resource-manager"), resourceManager.Sip);
        return MediaSplit.Spread(options);
    }

    private static void ComplainOfVirtualAddress(Settings section, SipEndpointOptions sip)
    {
        if (sip.VirtualAddress is not null) section.Complain("virtual-address", "a node alone has nobody to share it with; it needs cluster.name");
    }

    private static SocketNetworkOptions ReadNetwork(Settings network) => new()
    {
        PollThreads = network.Number("poll-threads", 1, 64),
        DatagramBufferBytes = (int)network.Size("datagram-buffer", 16 << 10, 64 << 20),
        StreamQueueBytes = (int)network.Size("stream-queue", 64 << 10, 64 << 20),
        MaxConnections = network.Number("max-connections", 1, 1_000_000),
        ConnectTimeout = network.Duration("connect-timeout", TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)),
        CloseLinger = network.Duration("close-linger", TimeSpan.Zero, TimeSpan.FromMinutes(1)),
    };
}
