namespace ActiveRecording.EventSourcing.ReadModels;

/// <summary>
/// What projections made of the journal: documents in collections, found by identifier or by a few indexed keys.
/// Everything in it can be made again from the journal.
/// </summary>
public interface IReadModelStore
{
    /// <summary>The last position of a shard that a projection has seen, 0 if none.</summary>
    Task<long> PositionAsync(string projection, int shard, CancellationToken stop);

    /// <summary>The last position of every shard that a projection has seen anything of.</summary>
    Task<IReadOnlyDictionary<int, long>> PositionsAsync(string projection, CancellationToken stop);

    /// <summary>
    /// Stores documents and the position they reflect, all or nothing. Many may project the same shard: nothing is stored
    /// where the position is another one than the change begins at, or a document another one than it was made from.
    /// </summary>
    /// <returns>False when nothing was stored because somebody else was faster: read again.</returns>
    Task<bool> SaveAsync(ReadModelChange change, CancellationToken stop);

    /// <summary>One document, null if there is none.</summary>
    Task<ReadModelDocument?> FindAsync(string collection, string id, CancellationToken stop);

    /// <summary>Documents newest first: by time, then identifier, both descending.</summary>
    Task<ReadModelPage> ListAsync(string collection, ReadModelFilter filter, CancellationToken stop);
}
