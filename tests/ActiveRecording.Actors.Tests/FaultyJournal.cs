using ActiveRecording.EventSourcing;

namespace ActiveRecording.Actors.Tests;

/// <summary>A journal that answers late or badly when it is told to.</summary>
public sealed class FaultyJournal(IJournal journal, TimeProvider time) : IJournal
{
    private readonly Queue<Fault> faults = new();

    public enum Fault
    {
        /// <summary>Nothing is stored, the answer is Refused.</summary>
        Refuse,

        /// <summary>Stored, the answer is Unknown.</summary>
        StoreAndForget,

        /// <summary>Nothing is stored, the answer is Unknown.</summary>
        Forget,

        /// <summary>Nothing is stored, the task fails.</summary>
        Break,

        /// <summary>Nothing is stored, the call itself throws.</summary>
        Throw,
    }

    /// <summary>How long an append takes.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Appends begun.</summary>
    public int Appends { get; private set; }

    /// <summary>Reads and look-ups fail.</summary>
    public bool IsUnreadable { get; set; }

    public void Next(params Fault[] next)
    {
        foreach (var fault in next) faults.Enqueue(fault);
    }

    public Task<AppendOutcome> AppendAsync(StreamAppend append, CancellationToken stop)
    {
        Appends++;
        Fault? fault = faults.TryDequeue(out var next) ? next : null;
        return fault == Fault.Throw ? throw new IOException("Closed") : AppendAsync(append, fault, stop);
    }

    private async Task<AppendOutcome> AppendAsync(StreamAppend append, Fault? fault, CancellationToken stop)
    {
        if (Delay > TimeSpan.Zero) await Task.Delay(Delay, time, stop);
        if (fault is null) return await journal.AppendAsync(append, stop);
        switch (fault)
        {
            case Fault.Refuse: return AppendOutcome.Refused;
            case Fault.Break: throw new IOException("The connection broke");
            case Fault.StoreAndForget:
                await journal.AppendAsync(append, stop);
                return AppendOutcome.Unknown;
            default: return AppendOutcome.Unknown;
        }
    }

    public Task<IReadOnlyList<ShardEpoch>> TakeOverAsync(IReadOnlyList<int> shards, CancellationToken stop) =>
        journal.TakeOverAsync(shards, stop);

    /// <summary>Where the last replay of a stream began.</summary>
    public long LastReadAfter { get; private set; }

    public IAsyncEnumerable<StoredEvent> ReadStreamAsync(StreamId stream, long afterSequence, CancellationToken stop)
    {
        LastReadAfter = afterSequence;
        return IsUnreadable ? throw new IOException("Unreadable") : journal.ReadStreamAsync(stream, afterSequence, stop);
    }

    public IAsyncEnumerable<StoredEvent> ReadShardAsync(int shard, long afterPosition, CancellationToken stop) =>
        journal.ReadShardAsync(shard, afterPosition, stop);

    public Task<IReadOnlyList<StreamId>> LiveStreamsAsync(int shard, CancellationToken stop) =>
        journal.LiveStreamsAsync(shard, stop);

    public Task<bool> ContainsAppendAsync(StreamAppend append, CancellationToken stop) =>
        IsUnreadable ? Task.FromException<bool>(new IOException("Unreadable")) : journal.ContainsAppendAsync(append, stop);

    public Task SaveSnapshotAsync(StreamSnapshot snapshot, CancellationToken stop) =>
        IsUnreadable ? Task.FromException(new IOException("Unwritable")) : journal.SaveSnapshotAsync(snapshot, stop);

    public Task<StreamSnapshot?> ReadSnapshotAsync(StreamId stream, CancellationToken stop) =>
        IsUnreadable ? throw new IOException("Unreadable") : journal.ReadSnapshotAsync(stream, stop);
}
