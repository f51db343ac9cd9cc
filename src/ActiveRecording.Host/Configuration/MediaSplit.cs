using ActiveRecording.Sip;

namespace ActiveRecording.Host.Configuration;

/// <summary>
/// The two halves of a node whose media has a process of its own. Each has shards of its own; an embedded journal has one writer, so each has a
/// file of its own as well.
/// </summary>
internal static class MediaSplit
{
    private const string MediaName = "media";

    /// <summary>The options with the shards that recording sessions and recordings have on a node alone.</summary>
    public static NodeOptions Spread(NodeOptions options)
    {
        var shards = options.Journal.Shards;
        return options with
        {
            MediaServer = options.MediaServer with { FirstShard = shards },
            Recorder = options.Recorder with { FirstShard = 2 * shards },
        };
    }

    /// <summary>What is left for the node itself.</summary>
    public static NodeOptions WithoutMedia(this NodeOptions options) => options with
    {
        MediaServer = options.MediaServer with { Sip = Silent(options.MediaServer.Sip) },
        Recorder = options.Recorder with { Sip = Silent(options.Recorder.Sip) },
    };

    /// <summary>Where the second process keeps its events.</summary>
    public static JournalOptions JournalOfMedia(this NodeOptions options) => options.Journal with
    {
        Sqlite = options.Journal.Sqlite with { Path = Beside(options.Journal.Sqlite.Path) },
    };

    /// <summary>The shards of the second process.</summary>
    public static IReadOnlyList<int> ShardsOfMedia(this NodeOptions options) =>
        [.. Enumerable.Range(3 * options.Journal.Shards, 2 * options.Journal.Shards)];

    /// <summary>What the second process does.</summary>
    public static NodeOptions MediaOnly(this NodeOptions options) => options with
    {
        Name = $"{options.Name}-{MediaName}",
        Journal = options.JournalOfMedia(),
        MediaServer = options.MediaServer with { FirstShard = 3 * options.Journal.Shards },
        Recorder = options.Recorder with { FirstShard = 4 * options.Journal.Shards },
        SipServer = options.SipServer with { Sip = Silent(options.SipServer.Sip) },
        ResourceManager = options.ResourceManager with { Sip = Silent(options.ResourceManager.Sip) },
        Http = options.Http with { Address = options.Media.Http },
        Media = options.Media with { IsChild = false },
        IsMediaOnly = true,
        ListenAddresses = [],
    };

    private static string Beside(string path) =>
        Path.Combine(Path.GetDirectoryName(path) ?? "", $"{Path.GetFileNameWithoutExtension(path)}-{MediaName}{Path.GetExtension(path)}");

    private static SipEndpointOptions Silent(SipEndpointOptions sip) => sip with { Udp = [], Tcp = [] };
}
