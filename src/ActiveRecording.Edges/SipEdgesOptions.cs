namespace ActiveRecording.Edges;

/// <summary>The bounds of passing SIP on between the nodes of a role.</summary>
public sealed record SipEdgesOptions
{
    /// <summary>The role; also part of the names of envelopes.</summary>
    public required string Role { get; init; }

    /// <summary>The shard whose owner has the virtual address.</summary>
    public int VirtualAddressShard { get; init; }

    /// <summary>Messages that may wait for a shard on the move; beyond, the oldest is refused or, if it is a datagram, dropped.</summary>
    public int Parked { get; init; } = 10_000;

    /// <summary>How long a message waits for a shard on the move before it is refused or, if it is a datagram, dropped.</summary>
    public TimeSpan ParkedFor { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Requests passed on whose answer is not seen yet; beyond, they are passed on once and not again.</summary>
    public int Unanswered { get; init; } = 20_000;

    /// <summary>How long a request that was passed on is kept for a new owner: 64 × T1.</summary>
    public TimeSpan UnansweredFor { get; init; } = TimeSpan.FromSeconds(32);

    /// <summary>Nodes that pass one message on before it is handled where it is.</summary>
    public int Hops { get; init; } = 3;
}
