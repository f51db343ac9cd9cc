using System.Text.Json;
using ActiveRecording.Actors.Inspection;
using ActiveRecording.EventSourcing;
using ActiveRecording.Operations;

namespace ActiveRecording.Host.Operators;

/// <summary>The entities of a node: those that are not over by the journal, those in memory by their regions.</summary>
internal sealed class EntityCatalogue(IReadOnlyList<IInspectedRegion> regions, IJournal journal)
{
    public async Task<IReadOnlyList<EntityType>> TypesAsync(CancellationToken stop)
    {
        var types = new List<EntityType>();
        foreach (var region in regions)
        {
            var live = await LiveAsync(region, stop);
            types.Add(new(
                region.Category, live.Count, region.Loaded.Count - region.Stopped.Count, region.Stopped.Count,
                region.HeldShards.Count));
        }

        return types;
    }

    /// <returns>Null if there is no such type.</returns>
    public async Task<IReadOnlyList<EntityEntry>?> EntitiesAsync(string type, CancellationToken stop)
    {
        if (regions.FirstOrDefault(region => region.Category == type) is not { } region) return null;
        var presence = new Presence(region);
        var there = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (id, shard) in await LiveAsync(region, stop)) there[id] = shard;
        foreach (var entity in region.Stopped) there[entity.Id] = entity.Shard;
        return [.. there.Select(entity => new EntityEntry(entity.Key, entity.Value, presence.Of(entity.Key), presence.ReasonOf(entity.Key)))];
    }

    public async Task<IReadOnlyList<Entity>> FindAsync(string id, int last, CancellationToken stop)
    {
        var found = new List<Entity>();
        foreach (var region in regions)
        {
            var name = id.StartsWith($"{region.Category}/", StringComparison.Ordinal) ? id[(region.Category.Length + 1)..] : id;
            if (await region.InspectAsync(name, stop) is { } inspection)
                found.Add(await EntityAsync(region, name, inspection, last, stop));
        }

        return found;
    }

    private async Task<Entity> EntityAsync(
        IInspectedRegion region, string id, EntityInspection inspection, int last, CancellationToken stop)
    {
        var stream = new StreamId(region.Category, id);
        var events = new Queue<JournalEvent>();
        await foreach (var stored in journal.ReadStreamAsync(stream, Math.Max(0, inspection.Sequence - last), stop))
        {
            if (events.Count == last && !events.TryDequeue(out _)) break;
            events.Enqueue(StoredEvents.Show(stored));
        }

        var presence = new Presence(region);
        using var state = inspection.State is null ? null : JsonDocument.Parse(inspection.State);
        return new Entity(
            region.Category, id, inspection.Shard, inspection.IsEnded ? "ended" : presence.Of(id), inspection.Sequence,
            state?.RootElement.Clone(), inspection.Flaw, presence.ReasonOf(id), [.. events]);
    }

    private async Task<List<(string Id, int Shard)>> LiveAsync(IInspectedRegion region, CancellationToken stop)
    {
        var live = new List<(string, int)>();
        foreach (var (shard, _) in region.HeldShards)
        {
            var streams = await journal.LiveStreamsAsync(shard, stop);
            live.AddRange(streams.Where(stream => stream.Category == region.Category).Select(stream => (stream.Id, shard)));
        }

        live.Sort(static (one, other) => string.CompareOrdinal(one.Item1, other.Item1));
        return live;
    }

    private sealed class Presence(IInspectedRegion region)
    {
        private readonly HashSet<string> loaded = [.. region.Loaded];
        private readonly Dictionary<string, string> stopped =
            region.Stopped.ToDictionary(entity => entity.Id, entity => entity.Reason, StringComparer.Ordinal);

        public string Of(string id) => stopped.ContainsKey(id) ? "stopped" : loaded.Contains(id) ? "loaded" : "at-rest";

        public string? ReasonOf(string id) => stopped.GetValueOrDefault(id);
    }
}
