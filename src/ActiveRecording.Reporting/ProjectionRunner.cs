using ActiveRecording.EventSourcing;
using ActiveRecording.EventSourcing.ReadModels;
using ActiveRecording.Reporting.Projections;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Reporting;

/// <summary>
/// Keeps the read models up with the journal: reads each shard by position, woken by the journal's feed and, should
/// that be silent, by the clock. Documents and position are stored together, so every event counts exactly once.
/// </summary>
public sealed class ProjectionRunner : IAsyncDisposable
{
    /// <summary>The name its positions are stored under.</summary>
    public const string Name = "reporting";

    private const int EventsPerPage = 256;
    private readonly IJournal journal;
    private readonly IReadModelStore store;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly Dictionary<string, IEventProjection> projections;
    private readonly ShardBell bell;
    private readonly IJournalFeed? feed;
    private readonly long?[] positions;
    private Task running = Task.CompletedTask;
    private volatile bool isStopping;

    /// <param name="journal">Where events come from.</param>
    /// <param name="feed">Rings when a shard grew; null to poll only.</param>
    /// <param name="store">Where documents and positions go.</param>
    /// <param name="shards">Shards of the journal.</param>
    /// <param name="time">The clock polls go by.</param>
    /// <param name="log">For events that cannot be projected.</param>
    public ProjectionRunner(
        IJournal journal, IJournalFeed? feed, IReadModelStore store, int shards, TimeProvider time, ILogger log)
    {
        (this.journal, this.feed, this.store, this.time, this.log) = (journal, feed, store, time, log);
        bell = new ShardBell(shards);
        positions = new long?[shards];
        IEventProjection[] known = [new CallEvents(), new RecordingSessionEvents(), new RecordingEvents()];
        projections = known.ToDictionary(projection => projection.Category, StringComparer.Ordinal);
    }

    /// <summary>How often every shard is looked at although nobody said that it grew.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Begins to read.</summary>
    public void Start()
    {
        if (feed is not null) feed.Appended += bell.Ring;
        running = RunAsync();
    }

    /// <summary>Ends after the page at hand; what is missing is read at the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        if (feed is not null) feed.Appended -= bell.Ring;
        isStopping = true;
        bell.Ring([]);
        await running;
    }

    private async Task RunAsync()
    {
        while (!isStopping)
        {
            foreach (var shard in bell.Take())
            {
                if (!isStopping) await TryReadAsync(shard);
            }

            await bell.WaitAsync(PollEvery, time);
        }
    }

    private async Task TryReadAsync(int shard)
    {
        try
        {
            await ReadAsync(shard);
        }
        catch (Exception exception)
        {
            log.ShardUnreadable(exception, shard, positions[shard] ?? 0);
            positions[shard] = null;
        }
    }

    private async Task ReadAsync(int shard)
    {
        var seen = positions[shard] ??= await store.PositionAsync(Name, shard, CancellationToken.None);
        var page = new ProjectionPage(store);
        var events = 0;
        await foreach (var stored in journal.ReadShardAsync(shard, seen, CancellationToken.None))
        {
            await ProjectAsync(stored, page);
            seen = stored.Position;
            if (++events % EventsPerPage != 0) continue;
            await SaveAsync();
            if (isStopping) return;
            page = new ProjectionPage(store);
        }

        if (seen != positions[shard]) await SaveAsync();

        async Task SaveAsync()
        {
            await page.SaveAsync(Name, shard, seen);
            positions[shard] = seen;
        }
    }

    private async Task ProjectAsync(StoredEvent stored, ProjectionPage page)
    {
        if (!projections.TryGetValue(stored.Stream.Category, out var projection)) return;
        try
        {
            await projection.ProjectAsync(stored, page);
        }
        catch (Exception exception) when (exception is not ReadModelsUnavailableException)
        {
            log.EventLeftOut(exception, stored.Sequence, stored.Stream, stored.Data.Name, stored.Data.Version);
        }
    }
}
