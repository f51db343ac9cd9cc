namespace ActiveRecording.EventSourcing.ReadModels;

/// <summary>Read models in memory, for the simulator and tests.</summary>
public sealed class MemoryReadModels : IReadModelStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Collection, string Id), ReadModelDocument> documents = [];
    private readonly Dictionary<(string Projection, int Shard), long> positions = [];

    /// <inheritdoc/>
    public Task<long> PositionAsync(string projection, int shard, CancellationToken stop)
    {
        lock (gate) return Task.FromResult(positions.GetValueOrDefault((projection, shard)));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<int, long>> PositionsAsync(string projection, CancellationToken stop)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyDictionary<int, long>>(positions
                .Where(known => string.Equals(known.Key.Projection, projection, StringComparison.Ordinal))
                .ToDictionary(known => known.Key.Shard, known => known.Value));
        }
    }

    /// <inheritdoc/>
    public Task<bool> SaveAsync(ReadModelChange change, CancellationToken stop)
    {
        lock (gate)
        {
            if (positions.GetValueOrDefault((change.Projection, change.Shard)) != change.From) return Task.FromResult(false);
            if (change.Documents.Any(document => document.Revision is { } seen && seen != RevisionOf(document))) return Task.FromResult(false);
            foreach (var document in change.Documents)
                documents[(document.Collection, document.Id)] = document with { Revision = RevisionOf(document) + 1 };
            positions[(change.Projection, change.Shard)] = change.Position;
        }

        return Task.FromResult(true);
    }

    /// <inheritdoc/>
    public Task<ReadModelDocument?> FindAsync(string collection, string id, CancellationToken stop)
    {
        lock (gate) return Task.FromResult(documents.GetValueOrDefault((collection, id)));
    }

    /// <inheritdoc/>
    public Task<ReadModelPage> ListAsync(string collection, ReadModelFilter filter, CancellationToken stop)
    {
        ReadModelDocument[] found;
        lock (gate)
        {
            found = [.. documents.Values
                .Where(document => string.Equals(document.Collection, collection, StringComparison.Ordinal))
                .Where(filter.Matches)
                .OrderByDescending(document => document.Keys.Time.ToUnixTimeMilliseconds())
                .ThenByDescending(document => document.Id, StringComparer.Ordinal)
                .Take(filter.Limit + 1)];
        }

        if (found.Length <= filter.Limit) return Task.FromResult(new ReadModelPage(found, null));
        var page = found[..filter.Limit];
        return Task.FromResult(new ReadModelPage(page, ReadModelCursor.Behind(page[^1])));
    }

    private long RevisionOf(ReadModelDocument document) =>
        documents.GetValueOrDefault((document.Collection, document.Id))?.Revision ?? 0;
}
