using ActiveRecording.EventSourcing.ReadModels;

namespace ActiveRecording.Reporting.Tests;

/// <summary>Read models as a node sees them that is long on its way to the database; counts what it asks.</summary>
internal sealed class SlowReadModels(IReadModelStore store, TimeProvider time, TimeSpan way) : IReadModelStore
{
    /// <summary>Documents looked for.</summary>
    public int Finds { get; private set; }

    /// <summary>Pages that somebody else was faster with.</summary>
    public int Overtaken { get; private set; }

    public Task<long> PositionAsync(string projection, int shard, CancellationToken stop) => store.PositionAsync(projection, shard, stop);

    public Task<IReadOnlyDictionary<int, long>> PositionsAsync(string projection, CancellationToken stop) =>
        store.PositionsAsync(projection, stop);

    public async Task<bool> SaveAsync(ReadModelChange change, CancellationToken stop)
    {
        await Task.Delay(way, time, stop);
        var stored = await store.SaveAsync(change, stop);
        if (!stored) Overtaken++;
        return stored;
    }

    public Task<ReadModelDocument?> FindAsync(string collection, string id, CancellationToken stop)
    {
        Finds++;
        return store.FindAsync(collection, id, stop);
    }

    public Task<ReadModelPage> ListAsync(string collection, ReadModelFilter filter, CancellationToken stop) =>
        store.ListAsync(collection, filter, stop);
}
