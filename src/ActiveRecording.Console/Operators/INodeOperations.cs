using ActiveRecording.Operations;

namespace ActiveRecording.Console.Operators;

/// <summary>A node as its operators see and command it.</summary>
public interface INodeOperations
{
    /// <summary>The kinds of entities there are.</summary>
    Task<IReadOnlyList<EntityType>> TypesAsync(CancellationToken stop);

    /// <summary>The entities of a kind that are not over; null if there is no such kind.</summary>
    Task<IReadOnlyList<EntityEntry>?> EntitiesAsync(string type, CancellationToken stop);

    /// <summary>
    /// The entities of that identifier, alone or behind their kind: <c>call/01AE…</c>. One at most where the kind is given.
    /// </summary>
    /// <param name="id">The identifier.</param>
    /// <param name="last">How many of its events to show.</param>
    /// <param name="stop">Ends the search.</param>
    Task<IReadOnlyList<Entity>> FindAsync(string id, int last, CancellationToken stop);

    /// <summary>The latest commands that made an entity of this node fail, oldest first.</summary>
    /// <param name="entity">Of one entity, <c>call/01AE…</c>, or of those of that identifier; null for all.</param>
    IReadOnlyList<Poison> Poison(string? entity);

    /// <summary>Events, oldest first.</summary>
    /// <param name="stream">Of one entity, <c>call/01AE…</c>; null for all that happens.</param>
    /// <param name="last">How many old ones to begin with.</param>
    /// <param name="follow">Go on with new ones until <paramref name="stop"/>.</param>
    /// <param name="stop">Ends it.</param>
    IAsyncEnumerable<JournalEvent> JournalAsync(string? stream, int last, bool follow, CancellationToken stop);

    /// <summary>The node's log, oldest first; parameters as in <see cref="JournalAsync"/>.</summary>
    IAsyncEnumerable<LogLine> LogAsync(int last, bool follow, CancellationToken stop);

    /// <summary>The shards of all entities.</summary>
    Task<IReadOnlyList<ShardEntry>> ShardsAsync(CancellationToken stop);

    /// <summary>Who is in the cluster.</summary>
    ClusterView Cluster { get; }

    /// <summary>Leaves the cluster in good order, then ends.</summary>
    Task<CommandOutcome> LeaveAsync();

    /// <summary>Deposes a member that does not answer.</summary>
    Task<CommandOutcome> DownAsync(string node);

    /// <summary>No new calls; ends when those under way are over or <c>node.drain</c> has passed.</summary>
    CommandOutcome Drain();
}

/// <summary>What became of a command.</summary>
/// <param name="Kind">Whether it is done.</param>
/// <param name="Message">One sentence.</param>
public sealed record CommandOutcome(OutcomeKind Kind, string Message);

/// <summary>Whether a command is done.</summary>
public enum OutcomeKind
{
    /// <summary>It is, or will be shortly.</summary>
    Accepted,

    /// <summary>It cannot be, as things are.</summary>
    Refused,

    /// <summary>What it is about does not exist.</summary>
    Unknown,
}
