using System.Runtime.CompilerServices;
using ActiveRecording.EventSourcing;
using ActiveRecording.Host.Configuration;
using ActiveRecording.Host.Nodes;
using ActiveRecording.Operations;
using ActiveRecording.Reporting;

namespace ActiveRecording.Host.Operators;

/// <summary>Events as they are appended, here or by other nodes that share the journal.</summary>
internal sealed class JournalTail(Node node)
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(1);

    /// <summary>Events of one stream or of all, oldest first.</summary>
    /// <param name="stream">Category and identifier; null for all.</param>
    /// <param name="last">How many old ones.</param>
    /// <param name="follow">Whether to go on with new ones.</param>
    /// <param name="over">Ends it in good order.</param>
    /// <param name="stop">Breaks it off.</param>
    public async IAsyncEnumerable<JournalEvent> ReadAsync(
        string? stream, int last, bool follow, CancellationToken over, [EnumeratorCancellation] CancellationToken stop)
    {
        var bell = new SemaphoreSlim(0);
        using var hangUp = over.Register(() => bell.Release());
        var feed = follow ? node.Drivers.Feed : null;
        if (feed is not null) feed.Appended += Ring;
        try
        {
            var place = stream is null ? await PlaceInShardsAsync(last, stop) : JournalPlace.OfStream(StreamId.Parse(stream));
            var old = (await place.ReadOnAsync(node.Drivers.Journal, stop)).Select(StoredEvents.Show);
            foreach (var shown in (stream is null ? old.OrderBy(static one => one.At) : old).TakeLast(last)) yield return shown;
            while (follow && !over.IsCancellationRequested)
            {
                await bell.WaitAsync(PollEvery, stop);
                while (bell.CurrentCount > 0) await bell.WaitAsync(stop);
                foreach (var stored in await place.ReadOnAsync(node.Drivers.Journal, stop)) yield return StoredEvents.Show(stored);
            }
        }
        finally
        {
            if (feed is not null) feed.Appended -= Ring;
        }

        void Ring(IReadOnlyCollection<int> shards) => bell.Release();
    }

    /// <summary>A little before where the read models have come to: the journal keeps no list of what is newest.</summary>
    private async Task<JournalPlace> PlaceInShardsAsync(int last, CancellationToken stop)
    {
        var positions = new Dictionary<int, long>();
        foreach (var shard in ClusterShards.Projected(node.Options))
        {
            var seen = await node.Drivers.ReadModels.PositionAsync(ProjectionRunner.Name, shard, stop);
            positions[shard] = Math.Max(0, seen - last);
        }

        return JournalPlace.OfShards(positions);
    }
}
