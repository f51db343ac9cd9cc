namespace ActiveRecording.EventSourcing.ReadModels;

/// <summary>
/// What projections made of the journal: documents in collections, found by identifier or by a few indexed keys.
/// Everything in it can be made again from the journal.
/// </summary>
public interface IReadModelStore
{
    /// <summary>The last position of a shard that a projection has seen, 0 if none.</summary>
    Task<long> PositionAsync(string projection, int shard, CancellationToken stop);

    /// <summary>Stores documents and the position they reflect, all or nothing. Older versions are replaced.</summary>
    Task SaveAsync(ReadModelChange change, CancellationToken stop);

    /// <summary>One document, null if there is none.</summary>
    Task<ReadModelDocument?> FindAsync(string collection, string id, CancellationToken stop);

    /// <summary>Documents newest first: by time, then identifier, both descending.</summary>
    Task<ReadModelPage> ListAsync(string collection, ReadModelFilter filter, CancellationToken stop);
}
