using ActiveRecording.EventSourcing;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Journals.Postgres;

/// <summary>
/// One connection that appends to some of the shards, one batch at a time, on a thread of its own. What is queued while
/// a batch is committed forms the next.
/// </summary>
internal sealed partial class PostgresLane : IAppendWriter, IDisposable
{
    private readonly PostgresOptions options;
    private readonly string owner;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly LaneShards shards = new();
    private readonly LaneStreams streams = new();
    private readonly AppendRows rows = new();
    private readonly HashSet<string> unread = new(StringComparer.Ordinal);
    private readonly HashSet<int> uncounted = [];
    private readonly LaneConnection connection;
    private readonly DatabaseThread thread;

    public PostgresLane(
        PostgresOptions options, PostgresConnections connections, string owner, int lane, TimeProvider time, ILogger log)
    {
        (this.options, this.owner, this.time, this.log) = (options, owner, time, log);
        connection = new LaneConnection(connections, owner, lane, shards, rows, time, log);
        thread = new DatabaseThread($"journal-lane-{lane}", works => AppendBatches.Take(works, this, options.BatchAppends));
    }

    /// <summary>Called on the lane's thread with the shards that grew.</summary>
    public Action<IReadOnlyCollection<int>>? Appended { get; set; }

    public Task<AppendOutcome> AppendAsync(StreamAppend append)
    {
        var work = new AppendWork(append, this);
        return thread.TryPost(work, options.QueuedAppends) ? work.Task : Task.FromResult(AppendOutcome.Refused);
    }

    public Task<IReadOnlyList<ShardEpoch>> TakeOverAsync(int[] wanted) => thread.RunAsync(() => TakeOver(wanted));

    /// <summary>Answers for good: an append that is not found will not be stored any more.</summary>
    public Task<bool> ContainsAsync(StreamAppend append) =>
        thread.RunAsync(() => LaneReads.Contains(connection.Open(), append));

    public void Write(List<AppendWork> batch) => Write(batch, doubtful: false);

    public void Dispose()
    {
        thread.Dispose();
        connection.Dispose();
    }

    /// <param name="batch">The appends.</param>
    /// <param name="doubtful">Nothing is taken for granted: the last event of every stream is read first.</param>
    private void Write(List<AppendWork> batch, bool doubtful)
    {
        var begun = time.GetTimestamp();
        try
        {
            Prepare(batch, doubtful);
        }
        catch (Exception exception) when (PostgresFailure.Is(exception))
        {
            connection.Close();
            Complete(batch, AppendOutcome.Refused);
            return;
        }

        HashSet<int> live;
        try
        {
            live = rows.Streams.Count == 0 ? [] : connection.Append.Execute();
        }
        catch (Exception exception) when (PostgresFailure.Is(exception))
        {
            Failed(batch, new PostgresFailure(exception), doubtful);
            return;
        }

        JournalsMetrics.Commit.Record(time.GetElapsedTime(begun).TotalSeconds);
        Settle(batch, live);
    }

    /// <summary>Reads what is not known and fills the rows with the appends that pass their checks.</summary>
    private void Prepare(List<AppendWork> batch, bool doubtful)
    {
        var opened = connection.Open();
        if (doubtful) streams.Forget();
        else streams.Trim();
        unread.Clear();
        uncounted.Clear();
        foreach (var work in batch)
        {
            if (shards.EpochOf(work.Append.Fence) is null) continue;
            if ((doubtful || work.Append.ExpectedSequence > 0) && !streams.Knows(work.Stream)) unread.Add(work.Stream);
            if (!shards.KnowsPosition(work.Append.Fence.Shard)) uncounted.Add(work.Append.Fence.Shard);
        }

        if (unread.Count > 0) LaneReads.Streams(opened, unread, streams);
        if (uncounted.Count > 0) LaneReads.Positions(opened, uncounted, shards);
        rows.Clear();
        foreach (var work in batch) work.Outcome = Plan(work.Append, work.Stream);
    }

    /// <summary>A stream that nobody asked about is taken for a new one; if it is not, its key says so.</summary>
    private AppendOutcome Plan(StreamAppend append, string stream)
    {
        if (shards.EpochOf(append.Fence) is not { } epoch) return AppendOutcome.Fenced;
        if (!streams.Knows(stream)) streams.Set(stream, 0, isLive: false);
        if (streams.SequenceOf(stream) != append.ExpectedSequence) return AppendOutcome.Conflict;
        if (streams.IsLive(stream) == append.Ended) rows.SetLive(stream, append.Fence.Shard, !append.Ended);
        rows.Add(append, stream, epoch, shards);
        streams.Set(stream, append.ExpectedSequence + append.Events.Count, !append.Ended);
        return AppendOutcome.Appended;
    }

    private void Settle(List<AppendWork> batch, HashSet<int> live)
    {
        foreach (var work in batch)
        {
            var shard = work.Append.Fence.Shard;
            if (work.Outcome != AppendOutcome.Appended || live.Contains(shard)) continue;
            work.Outcome = AppendOutcome.Fenced;
            shards.Lose(shard);
            streams.Forget();
        }

        foreach (var work in batch) work.Complete();
        if (live.Count > 0) Appended?.Invoke(live);
    }

    private void Failed(List<AppendWork> batch, PostgresFailure failure, bool doubtful)
    {
        streams.Forget();
        shards.ForgetPositions();
        if (failure.IsTaken && !doubtful)
        {
            Write(batch, doubtful: true);
            return;
        }

        if (failure.IsUnknown)
        {
            connection.Suspect();
            log.CommitUnknown(failure.Exception, batch.Count);
        }
        else if (failure.IsFlawOfAnEvent && batch.Count > 1)
        {
            // One event that the server does not take must not refuse those of others.
            foreach (var work in batch.ToArray()) Write([work], doubtful: true);
            return;
        }
        else
        {
            log.AppendsRefused(failure.Exception, batch.Count);
        }

        Complete(batch, failure.Outcome);
    }

    private static void Complete(List<AppendWork> batch, AppendOutcome outcome)
    {
        foreach (var work in batch) work.Complete(outcome);
    }
}
