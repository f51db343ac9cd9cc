namespace ActiveRecording.Actors.Cluster.Routing;

/// <summary>A request of this node that is not answered yet. On its router's strand.</summary>
internal sealed class Outgoing<TCommand, TReply>
{
    public required RequestId Id { get; init; }

    public required string Entity { get; init; }

    public required int Shard { get; init; }

    /// <summary>Null for a question.</summary>
    public TCommand? Command { get; init; }

    public bool IsQuestion { get; init; }

    /// <summary>Null when nobody waits for the reply.</summary>
    public TaskCompletionSource<TReply>? Asker { get; init; }

    /// <summary>When it is given up.</summary>
    public required TimeSpan Until { get; init; }

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; set; }

    /// <summary>Where it was sent last; null while it waits here.</summary>
    public NodeId? SentTo { get; set; }

    /// <summary>When it was sent last.</summary>
    public TimeSpan SentAt { get; set; }
}
