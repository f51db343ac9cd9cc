using ActiveRecording.EventSourcing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace ActiveRecording.Journals;

/// <summary>
/// Writes batches of appends, each batch in one transaction: either all that passed their checks are durable, or none.
/// Lives on the writer's thread.
/// </summary>
internal sealed class JournalWriter : IAppendWriter, IDisposable
{
    private readonly SqliteConnection connection;
    private readonly JournalReserve reserve;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly ShardTable shards;
    private readonly StreamTable streams;
    private readonly EventInsert insert;

    public JournalWriter(
        SqliteConnection connection, string owner, JournalReserve reserve, TimeProvider time, ILogger log)
    {
        (this.connection, this.reserve, this.time, this.log) = (connection, reserve, time, log);
        shards = new ShardTable(connection, owner);
        streams = new StreamTable(connection);
        insert = new EventInsert(connection, time);
    }

    /// <summary>Called on the writer's thread with the shards that grew.</summary>
    public Action<IReadOnlyCollection<int>>? Appended { get; set; }

    public IReadOnlyList<ShardEpoch> TakeOver(IReadOnlyList<int> wanted)
    {
        streams.Forget();
        return InTransaction(() => wanted.Select(shards.TakeOver).ToArray());
    }

    /// <inheritdoc/>
    public void Write(List<AppendWork> batch)
    {
        reserve.Restore();
        var begun = time.GetTimestamp();
        if (!TryWrite(batch, out var failure) && !Recovers(failure!, batch)) return;
        JournalsMetrics.Commit.Record(time.GetElapsedTime(begun).TotalSeconds);
        var grown = new HashSet<int>();
        foreach (var work in batch)
        {
            if (work.Outcome == AppendOutcome.Appended) grown.Add(work.Append.Fence.Shard);
            work.Complete();
        }

        if (grown.Count > 0) Appended?.Invoke(grown);
    }

    public void Dispose()
    {
        insert.Dispose();
        streams.Dispose();
        shards.Dispose();
    }

    /// <summary>True when another attempt committed the batch; false when its appends have been told the worst.</summary>
    private bool Recovers(JournalFailure failure, List<AppendWork> batch)
    {
        if (failure.IsFull && reserve.TryRelease() && TryWrite(batch, out failure!)) return true;
        if (failure.IsConstraint && batch.Count > 1)
        {
            foreach (var work in batch) Write([work]);
            return false;
        }

        if (failure.IsUnknown) log.CommitUnknown(failure.Exception, batch.Count);
        else log.AppendsRefused(failure.Exception, batch.Count);
        foreach (var work in batch) work.Complete(failure.Outcome);
        return false;
    }

    private bool TryWrite(List<AppendWork> batch, out JournalFailure? failure)
    {
        var committing = false;
        try
        {
            SqliteConnections.Execute(connection, "BEGIN IMMEDIATE");
            shards.ReadEpochs();
            foreach (var work in batch) work.Outcome = Write(work.Append);
            committing = true;
            SqliteConnections.Execute(connection, "COMMIT");
            failure = null;
            return true;
        }
        catch (SqliteException exception)
        {
            failure = new JournalFailure(exception, committing);
            RollBack();
            return false;
        }
    }

    private AppendOutcome Write(StreamAppend append)
    {
        if (!shards.Holds(append.Fence)) return AppendOutcome.Fenced;
        var stream = append.Stream.ToString();
        if (streams.LastSequence(stream) != append.ExpectedSequence) return AppendOutcome.Conflict;
        for (var i = 0; i < append.Events.Count; i++)
        {
            insert.Execute(
                stream, append.ExpectedSequence + 1 + i, append.Fence, shards.NextPosition(append.Fence.Shard),
                append.AppendId, append.Events[i]);
        }

        streams.Appended(stream, append.ExpectedSequence + append.Events.Count, append.Fence.Shard, append.Ended);
        return AppendOutcome.Appended;
    }

    private T InTransaction<T>(Func<T> action)
    {
        try
        {
            SqliteConnections.Execute(connection, "BEGIN IMMEDIATE");
            var result = action();
            SqliteConnections.Execute(connection, "COMMIT");
            return result;
        }
        catch (SqliteException)
        {
            RollBack();
            throw;
        }
    }

    private void RollBack()
    {
        streams.Forget();
        shards.ForgetPositions();
        insert.Reset();
        if (raw.sqlite3_get_autocommit(connection.Handle) == 0) SqliteConnections.Execute(connection, "ROLLBACK");
    }
}
