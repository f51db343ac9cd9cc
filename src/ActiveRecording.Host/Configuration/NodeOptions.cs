using ActiveRecording.Archive;
using ActiveRecording.Journals;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Sip;

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

    /// <summary>The embedded journal.</summary>
    public required SqliteOptions Journal { get; init; }

    /// <summary>Where recordings live.</summary>
    public required ArchiveOptions Archive { get; init; }

    /// <summary>The SIP stack of each room, by the room's section.</summary>
    public required IReadOnlyDictionary<string, SipEndpointOptions> SipEndpoints { get; init; }

    /// <summary>The HTTP surface.</summary>
    public required HttpOptions Http { get; init; }

    /// <summary>What is logged.</summary>
    public required LoggingOptions Logging { get; init; }

    /// <summary>Every configured address the node listens on, RTP ranges aside.</summary>
    public required IReadOnlyList<ListenAddress> ListenAddresses { get; init; }

    private static readonly string[] Rooms = ["sip-server", "resource-manager", "media-server", "recorder"];

    internal static NodeOptions Read(Settings root, SettingsNotes notes)
    {
        var node = root.Section("node");
        var name = node.Name("name");
        var sip = SipSettings.ReadShared(root.Section("sip"));
        return new NodeOptions
        {
            Name = name,
            Data = node.Name("data"),
            Drain = node.Duration("drain", TimeSpan.Zero, TimeSpan.FromHours(1)),
            Network = ReadNetwork(root.Section("network")),
            Journal = JournalSettings.Read(root.Section("journal"), name),
            Archive = ArchiveSettings.Read(root.Section("archive")),
            SipEndpoints = Rooms.ToDictionary(static room => room, room => SipSettings.Read(room, sip, root.Section(room)), StringComparer.Ordinal),
            Http = HttpOptions.Read(root.Section("http")),
            Logging = LoggingOptions.Read(root.Section("logging")),
            ListenAddresses = notes.ListenAddresses,
        };
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
