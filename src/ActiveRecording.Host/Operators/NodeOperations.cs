using ActiveRecording.Actors.Inspection;
using ActiveRecording.Console.Operators;
using ActiveRecording.EventSourcing;
using ActiveRecording.Host.Nodes;
using ActiveRecording.Operations;

namespace ActiveRecording.Host.Operators;

/// <summary>This node as its operators see and command it.</summary>
/// <param name="node">The rooms.</param>
/// <param name="cluster">Who else there is.</param>
/// <param name="log">What was logged lately.</param>
/// <param name="end">Drains and ends the node.</param>
internal sealed class NodeOperations(Node node, IClusterOperations cluster, LogTail log, Action end) : INodeOperations, IDisposable
{
    private readonly EntityCatalogue catalogue = new(node.Regions, node.Drivers.Journal);
    private readonly JournalTail journal = new(node);
    private readonly CancellationTokenSource over = new();

    public ClusterView Cluster => cluster.View;

    public Task<IReadOnlyList<EntityType>> TypesAsync(CancellationToken stop) => catalogue.TypesAsync(stop);

    public Task<IReadOnlyList<EntityEntry>?> EntitiesAsync(string type, CancellationToken stop) => catalogue.EntitiesAsync(type, stop);

    public Task<IReadOnlyList<Entity>> FindAsync(string id, int last, CancellationToken stop) => catalogue.FindAsync(id, last, stop);

    public IReadOnlyList<Poison> Poison(string? entity) =>
    [
        .. node.Poison.Kept
            .Where(kept => entity is null || kept.Stream.ToString() == entity || kept.Stream.Id == entity)
            .Select(static kept => new Poison(
                kept.At, kept.Stream.ToString(), kept.Kind, kept.Command, kept.Failure, kept.Details, kept.Failures, kept.IsStopped)),
    ];

    public IAsyncEnumerable<JournalEvent> JournalAsync(string? stream, int last, bool follow, CancellationToken stop) =>
        journal.ReadAsync(stream, last, follow, over.Token, stop);

    public IAsyncEnumerable<LogLine> LogAsync(int last, bool follow, CancellationToken stop) =>
        log.ReadAsync(last, follow, over.Token, stop);

    public async Task<IReadOnlyList<ShardEntry>> ShardsAsync(CancellationToken stop)
    {
        var shards = new SortedDictionary<int, List<IInspectedRegion>>();
        foreach (var region in node.Regions)
        {
            foreach (var shard in Enumerable.Range(region.FirstShard, region.Shards))
            {
                if (!shards.TryGetValue(shard, out var regions)) shards.Add(shard, regions = []);
                regions.Add(region);
            }
        }

        var entries = new List<ShardEntry>();
        foreach (var (shard, regions) in shards) entries.Add(await EntryAsync(shard, regions, stop));
        return entries;
    }

    public Task<CommandOutcome> LeaveAsync() => cluster.LeaveAsync();

    public Task<CommandOutcome> DownAsync(string member) => cluster.DownAsync(member);

    public CommandOutcome Drain()
    {
        end();
        return new(OutcomeKind.Accepted, $"Node {node.Options.Name} drains: no new calls, and it ends with the last one under way.");
    }

    /// <summary>Ends what follows the journal or the log, so that nobody keeps a stopped node waiting.</summary>
    public void Close() => over.Cancel();

    public void Dispose() => over.Dispose();

    private async Task<ShardEntry> EntryAsync(int shard, List<IInspectedRegion> regions, CancellationToken stop)
    {
        var live = await node.Drivers.Journal.LiveStreamsAsync(shard, stop);
        var held = regions.SelectMany(static region => region.HeldShards)
            .Where(held => held.Shard == shard).Select(static held => (ShardEpoch?)held).FirstOrDefault();
        return new ShardEntry(
            shard, held is null ? cluster.OwnerOf(shard) : node.Options.Name, held?.Epoch,
            [.. regions.Select(static region => region.Category).Order(StringComparer.Ordinal)], live.Count);
    }
}
