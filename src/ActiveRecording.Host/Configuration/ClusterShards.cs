namespace ActiveRecording.Host.Configuration;

/// <summary>
/// Who has which shards in a cluster. Calls and numbers: the first ones, on any SIP Server. Reservations: one behind them, on
/// the active Resource Manager. Recording sessions and recordings are bound to the node whose sockets and spools they need,
/// so each node has shards of its own for them, numbered by its name.
/// </summary>
internal static class ClusterShards
{
    /// <summary>Two of ten nodes share a number with a chance of one in six thousand, of a hundred with one in fifty.</summary>
    private const int Names = 1 << 18;

    /// <summary>The options of a node alone, made those of one of many.</summary>
    public static NodeOptions Spread(NodeOptions options, ClusterOptions cluster)
    {
        var shards = options.Journal.Shards;
        var own = shards + 1 + (2 * shards * NumberOf(options.Name));
        return options with
        {
            SipServer = options.SipServer with
            {
                CallKey = cluster.KeyOf("calls"),
                Registrar = options.SipServer.Registrar with { DigestKey = cluster.KeyOf("nonces") },
            },
            ResourceManager = options.ResourceManager with { FirstShard = shards, Shards = 1 },
            MediaServer = options.MediaServer with { FirstShard = own },
            Recorder = options.Recorder with { FirstShard = own + shards },
        };
    }

    /// <summary>Every shard that a node projects: those that move, and its own.</summary>
    public static IReadOnlyList<int> Projected(NodeOptions options)
    {
        var shards = options.Journal.Shards;
        if (options.IsMediaOnly) return options.ShardsOfMedia();
        if (options.Cluster is null) return [.. Enumerable.Range(0, 3 * shards)];
        return [.. Enumerable.Range(0, shards + 1), .. Enumerable.Range(options.MediaServer.FirstShard, 2 * shards)];
    }

    private static int NumberOf(string name)
    {
        var hash = 2166136261;
        foreach (var character in name) hash = unchecked((hash ^ character) * 16777619);
        return (int)((hash ^ (hash >> 18)) % Names);
    }
}
