using ActiveRecording.Sip;

namespace ActiveRecording.Host.Configuration;

/// <summary>
/// The two halves of a node whose media has a process of its own. Both write into one journal, each into shards of its own, which a node in
/// one process has in the same places: it may be changed at any start.
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

    /// <summary>What the second process does.</summary>
    public static NodeOptions MediaOnly(this NodeOptions options) => options with
    {
        Name = $"{options.Name}-{MediaName}",
        SipServer = options.SipServer with { Sip = Silent(options.SipServer.Sip) },
        ResourceManager = options.ResourceManager with { Sip = Silent(options.ResourceManager.Sip) },
        Http = options.Http with { Address = options.Media.Http },
        Media = options.Media with { IsChild = false },
        IsMediaOnly = true,
        ListenAddresses = [],
    };

    private static SipEndpointOptions Silent(SipEndpointOptions sip) => sip with { Udp = [], Tcp = [] };
}
