namespace ActiveRecording.EventSourcing;

/// <summary>
/// A fenced journal of entity streams, seen by one writer: a node from its start to its end. Acknowledged means
/// durable. Tasks complete on a thread of the journal's choice (in the simulator, on its only one).
/// </summary>
public interface IJournal
{
    /// <summary>
    /// Takes shards over for this writer: bumps their epochs, so that every append of an older writer is refused.
    /// A shard that this very writer still holds keeps its epoch, so that the regions of a node share it.
    /// </summary>
    /// <returns>The epoch of each shard asked for.</returns>
    Task<IReadOnlyList<ShardEpoch>> TakeOverAsync(IReadOnlyList<int> shards, CancellationToken stop);

    /// <summary>
    /// Appends one batch of one stream, all or nothing. Batches of many streams are committed together.
    /// </summary>
    Task<AppendOutcome> AppendAsync(StreamAppend append, CancellationToken stop);

    /// <summary>
    /// The events of a stream with a sequence number above <paramref name="afterSequence"/>, in order. A damaged row is
    /// read as far as it goes and says so (<see cref="StoredEvent.Flaw"/>): it never hides those behind it.
    /// </summary>
    IAsyncEnumerable<StoredEvent> ReadStreamAsync(StreamId stream, long afterSequence, CancellationToken stop);

    /// <summary>
    /// The events of a shard with a position above <paramref name="afterPosition"/>, in order, without holes; damaged rows
    /// as in <see cref="ReadStreamAsync"/>.
    /// </summary>
    IAsyncEnumerable<StoredEvent> ReadShardAsync(int shard, long afterPosition, CancellationToken stop);

    /// <summary>The streams of a shard whose last append did not say ended: the entities a new owner wakes.</summary>
    Task<IReadOnlyList<StreamId>> LiveStreamsAsync(int shard, CancellationToken stop);

    /// <summary>
    /// Whether an append of unknown outcome is in the journal. False may be said of an append that is still under way;
    /// sent again, it then meets its own sequence numbers.
    /// </summary>
    Task<bool> ContainsAppendAsync(StreamAppend append, CancellationToken stop);

    /// <summary>
    /// Keeps the state of a stream so that its replay is short; an older one than is kept already changes nothing. It
    /// needs no fence: whoever has replayed a stream up to an event has the same state after it.
    /// </summary>
    Task SaveSnapshotAsync(StreamSnapshot snapshot, CancellationToken stop);

    /// <summary>The snapshot of a stream; null if there is none.</summary>
    Task<StreamSnapshot?> ReadSnapshotAsync(StreamId stream, CancellationToken stop);
}

/// <summary>An entity's stream, for example <c>call/01AE904GK088LFQD2CGB02LAES0000EP</c>.</summary>
/// <param name="Category">The kind of entity: lower case, hyphens.</param>
/// <param name="Id">The entity within its kind, at most 128 characters.</param>
public readonly record struct StreamId(string Category, string Id)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Category}/{Id}";

    /// <summary>The stream written <c>category/id</c>.</summary>
    /// <exception cref="FormatException">There is no slash.</exception>
    public static StreamId Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 1) throw new FormatException($"'{text}' is not category/id");
        return new StreamId(text[..slash], text[(slash + 1)..]);
    }

    /// <summary>The stream of a row that may be damaged: without a slash it is one of no category, which nobody has.</summary>
    public static StreamId OfRow(string text) => text.IndexOf('/', StringComparison.Ordinal) < 1 ? new StreamId("", text) : Parse(text);

    /// <summary>The shard of this stream, 0 to <paramref name="shards"/> - 1: FNV-1a, the same in every process.</summary>
    public int ShardOf(int shards)
    {
        var hash = Mix(Mix(Mix(2166136261, Category), "/"), Id);
        return (int)((ulong)(hash ^ (hash >> 15)) * 0x9E3779B9 % uint.MaxValue % (uint)shards);
    }

    private static uint Mix(uint hash, string text)
    {
        foreach (var character in text) hash = unchecked((hash ^ character) * 16777619);
        return hash;
    }
}

/// <summary>A shard and the epoch of its owner.</summary>
public readonly record struct ShardEpoch(int Shard, long Epoch);

/// <summary>An event as it is stored.</summary>
/// <param name="Name">Its journal name.</param>
/// <param name="Version">Its version, from 1.</param>
/// <param name="Payload">UTF-8 JSON.</param>
public sealed record EventData(string Name, int Version, ReadOnlyMemory<byte> Payload);

/// <summary>Events to append to one stream.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="ExpectedSequence">The sequence number of its last event, 0 if it has none.</param>
/// <param name="Fence">The shard the stream belongs to and the epoch the writer holds.</param>
/// <param name="AppendId">Resolves an unknown outcome.</param>
/// <param name="Events">In order, at least one.</param>
/// <param name="Ended">The entity is over: it is no longer listed as live, and soon has no snapshot any more.</param>
public sealed record StreamAppend(
    StreamId Stream, long ExpectedSequence, ShardEpoch Fence, Guid AppendId, IReadOnlyList<EventData> Events, bool Ended);

/// <summary>The state of a stream after one of its events. It can be left out or lost: the events are all there.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Sequence">The last event it reflects.</param>
/// <param name="Data">Name and version of the state's form, and the state in it.</param>
public sealed record StreamSnapshot(StreamId Stream, long Sequence, EventData Data);

/// <summary>What became of an append.</summary>
public enum AppendOutcome
{
    /// <summary>Durable.</summary>
    Appended,

    /// <summary>The epoch is no longer the writer's: nothing was stored, the entity must stop without speaking.</summary>
    Fenced,

    /// <summary>Another event has that sequence number: nothing was stored.</summary>
    Conflict,

    /// <summary>The journal could not store it (full, unreachable before sending): nothing was stored.</summary>
    Refused,

    /// <summary>Nobody knows; look the append up by its identifier before speaking.</summary>
    Unknown,
}

/// <summary>An event read back.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Sequence">From 1, contiguous within the stream.</param>
/// <param name="Shard">The shard of the stream.</param>
/// <param name="Position">From 1, contiguous within the shard; what projections remember.</param>
/// <param name="AppendId">The append it came with.</param>
/// <param name="Data">Name, version, payload.</param>
public sealed record StoredEvent(
    StreamId Stream, long Sequence, int Shard, long Position, Guid AppendId, EventData Data)
{
    /// <summary>What is wrong with its row, so that it cannot be what was appended; else null.</summary>
    public string? Flaw { get; init; }
}
