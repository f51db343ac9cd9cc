using ActiveRecording.EventSourcing;
using ActiveRecording.EventSourcing.ReadModels;
using ActiveRecording.Reporting.Projections;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Reporting;

/// <summary>
/// Keeps the read models up with the journal: reads each shard by position, woken by the journal's feed and, should
/// that be silent, by the clock. Documents and position are stored together, so every event counts exactly once. Every
/// node of a cluster may project every shard: who is overtaken by another stores nothing and goes on from where that one is.
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
    private readonly IReadOnlyList<int> shards;
    private readonly Dictionary<int, long> positions = [];
    private Task running = Task.CompletedTask;
    private volatile bool isStopping;

    /// <param name="journal">Where events come from.</param>
    /// <param name="feed">Rings when a shard grew; null to poll only.</param>
    /// <param name="store">Where documents and positions go.</param>
    /// <param name="shards">The numbers of the shards to project.</param>
    /// <param name="time">The clock polls go by.</param>
    /// <param name="log">For events that cannot be projected.</param>
    public ProjectionRunner(
        IJournal journal, IJournalFeed? feed, IReadModelStore store, IReadOnlyList<int> shards, TimeProvider time, ILogger log)
    {
        (this.journal, this.feed, this.store, this.shards, this.time, this.log) = (journal, feed, store, shards, time, log);
        bell = new ShardBell(shards);
        IEventProjection[] known = [new CallEvents(), new RecordingSessionEvents(), new RecordingEvents()];
        projections = known.ToDictionary(projection => projection.Category, StringComparer.Ordinal);
    }

    /// <summary>How often every shard is looked at although nobody said that it grew.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether some part of this program has a name for such events; by default all are believed to be somebody's. Others
    /// are left out of the read models and told of.
    /// </summary>
    public Func<EventData, bool> IsKnown { get; init; } = static _ => true;

    /// <summary>What could not be projected since this node started.</summary>
    public LeftOutEvents LeftOut { get; } = new();

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
            var (grown, isPoll) = bell.Take();
            if (isPoll) await TryLookAsync();
            foreach (var shard in grown)
            {
                if (!isStopping) await TryReadAsync(shard);
            }

            await bell.WaitAsync(PollEvery, time);
        }
    }

    /// <summary>What grew without a word here grew on other nodes, which project it: nothing of that is read once more.</summary>
    private async Task TryLookAsync()
    {
        try
        {
            var stored = await store.PositionsAsync(Name, CancellationToken.None);
            foreach (var shard in shards) positions[shard] = stored.GetValueOrDefault(shard);
        }
        catch (Exception exception)
        {
            log.PositionsUnreadable(exception);
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
            log.ShardUnreadable(exception, shard, positions.GetValueOrDefault(shard));
            positions.Remove(shard);
        }
    }

    private async Task ReadAsync(int shard)
    {
        if (!positions.TryGetValue(shard, out var from)) from = await store.PositionAsync(Name, shard, CancellationToken.None);
        var page = new ProjectionPage(store, shard, from);
        await foreach (var stored in journal.ReadShardAsync(shard, from, CancellationToken.None))
        {
            if (stored.Position > page.Seen + 1)
                page.LeftOut.Add((new(shard, page.Seen + 1, $"{stored.Position - page.Seen - 1} events", "they are missing in the journal"), null));
            await ProjectAsync(stored, page);
            page.Seen = Math.Max(page.Seen, stored.Position);
            if (page.Seen - page.From < EventsPerPage) continue;
            if (!await TrySaveAsync(page) || isStopping) return;
            page = new ProjectionPage(store, shard, page.Seen);
        }

        if (page.Seen != page.From) await TrySaveAsync(page);
    }

    /// <summary>False when another node was faster: the shard is read again from where that one has come to.</summary>
    private async Task<bool> TrySaveAsync(ProjectionPage page)
    {
        if (await page.SaveAsync(Name))
        {
            positions[page.Shard] = page.Seen;
            foreach (var (leftOut, reason) in page.LeftOut) Tell(leftOut, reason);
            return true;
        }

        ReportingMetrics.Overtaken.Add(1);
        positions.Remove(page.Shard);
        bell.Ring([page.Shard]);
        return false;
    }

    private async Task ProjectAsync(StoredEvent stored, ProjectionPage page)
    {
        if (stored.Flaw is { } flaw) LeaveOut(flaw, null);
        else if (!projections.TryGetValue(stored.Stream.Category, out var projection)) return;
        else if (projection.Knows(stored.Data)) await TryAsync(projection);
        else if (!IsKnown(stored.Data)) LeaveOut("no part of this program has a name for it", null);

        async Task TryAsync(IEventProjection takes)
        {
            try
            {
                await takes.ProjectAsync(stored, page);
            }
            catch (Exception exception) when (exception is not ReadModelsUnavailableException)
            {
                LeaveOut(exception.Message, exception);
            }
        }

        void LeaveOut(string reason, Exception? exception) => page.LeftOut.Add((
            new LeftOutEvent(
                stored.Shard, stored.Position,
                $"event {stored.Sequence} of {stored.Stream}, {stored.Data.Name} version {stored.Data.Version}", reason),
            exception));
    }

    private void Tell(LeftOutEvent leftOut, Exception? reason)
    {
        if (!LeftOut.Add(leftOut)) return;
        ReportingMetrics.LeftOut.Add(1);
        log.EventLeftOut(reason, leftOut);
    }
}
