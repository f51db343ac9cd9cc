namespace ActiveRecording.Operations;

/// <summary>Where operators find what on a node. Every one of them asks for the operator's token, as a bearer (RFC 6750).</summary>
public static class OperationsPaths
{
    /// <summary>Whether the node takes calls and what is amiss; asks for no token.</summary>
    public const string Health = "/health/ready";

    /// <summary>What all of them begin with.</summary>
    public const string Root = "/api/operations";

    /// <summary>The kinds of entities; below it, by name, the entities of one.</summary>
    public const string Entities = $"{Root}/entities";

    /// <summary>One entity, <c>?id=</c>, with its last events, <c>&amp;last=</c>.</summary>
    public const string Entity = $"{Root}/entity";

    /// <summary>Commands that made an entity fail, oldest first; of one entity with <c>?entity=</c>.</summary>
    public const string Poison = $"{Root}/poison";

    /// <summary>Events as they are appended, one JSON object per line: <c>?stream=</c>, <c>last=</c>, <c>follow=</c>.</summary>
    public const string Journal = $"{Root}/journal";

    /// <summary>The node's log, one JSON object per line: <c>?last=</c>, <c>follow=</c>.</summary>
    public const string Log = $"{Root}/log";

    /// <summary>The shards and their owners.</summary>
    public const string Shards = $"{Root}/shards";

    /// <summary>Who is in the cluster.</summary>
    public const string Cluster = $"{Root}/cluster";

    /// <summary>Hands everything over and ends (POST).</summary>
    public const string Leave = $"{Root}/cluster/leave";

    /// <summary>Deposes a member that does not answer (POST), <c>?node=</c>.</summary>
    public const string Down = $"{Root}/cluster/down";

    /// <summary>No new calls, then ends (POST).</summary>
    public const string Drain = $"{Root}/drain";
}
