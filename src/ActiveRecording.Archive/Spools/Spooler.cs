using ActiveRecording.Runtime.Scheduling;

namespace ActiveRecording.Archive.Spools;

/// <summary>
/// Writes all spools: full blocks as they are handed over, others every <see cref="SpoolLimits.FlushInterval"/>, one
/// write per file and turn, oldest first; forces them to the disk every <see cref="SpoolLimits.SyncInterval"/> beside
/// that, so that no write waits for it. Writing has one turn at a time, on the scheduler, whose threads may wait for
/// disks. When more than <see cref="SpoolLimits.BacklogBytes"/> wait, the streams that have waited longest give their
/// packets up until the disk has caught up; no other stream notices. Thread-safe.
/// </summary>
public sealed class Spooler : IWorkItem, IDisposable
{
    /// <summary>After so many files a turn lets others on the scheduler have theirs.</summary>
    private const int FilesPerTurn = 64;

    private const int BlocksPerWrite = 16;

    private readonly Lock gate = new();
    private readonly SpoolLimits limits;
    private readonly ISpoolDisk disk;
    private readonly IScheduler scheduler;
    private readonly Action<SpoolState> troubleChanged;
    private readonly SpoolSync sync;
    private readonly ITimer flush;
    private readonly ITimer force;
    private readonly SpoolBlockPool pool;
    private readonly SpoolBacklog backlog;
    private readonly HashSet<SpoolLane> open = [];
    private readonly Queue<SpoolLane> queue = new();
    private readonly List<SpoolLane> visited = [];
    private readonly List<SpoolBlock> taken = new(BlocksPerWrite);
    private readonly List<ReadOnlyMemory<byte>> frames = new(BlocksPerWrite);
    private int scheduled;
    private int flushDue;
    private int forceDue;
    private bool isDisposed;

    /// <summary>A spooler without spools.</summary>
    /// <param name="limits">Bounds.</param>
    /// <param name="disk">Where spools are.</param>
    /// <param name="scheduler">Runs the writing, and the forcing beside it.</param>
    /// <param name="time">When to flush and to force.</param>
    /// <param name="troubleChanged">
    /// Told, within a flush interval, when the first stream gets into trouble and when the last is out of it.
    /// </param>
    public Spooler(
        SpoolLimits limits, ISpoolDisk disk, IScheduler scheduler, TimeProvider time, Action<SpoolState> troubleChanged)
    {
        (this.limits, this.disk, this.scheduler, this.troubleChanged) = (limits, disk, scheduler, troubleChanged);
        pool = new SpoolBlockPool(limits.BlockBytes);
        backlog = new SpoolBacklog(limits.BacklogBytes, queue);
        sync = new SpoolSync(disk, scheduler);
        flush = time.CreateTimer(_ => FlushIsDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        force = time.CreateTimer(_ => Due(ref forceDue), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How far the disk is behind.</summary>
    public SpoolState State
    {
        get
        {
            lock (gate) return backlog.State;
        }
    }

    /// <summary>Creates the spool of <paramref name="stream"/>, or continues it after a restart.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stream">What it is about; appended at once.</param>
    /// <param name="failed">Told when the disk refuses; the spool takes nothing more.</param>
    /// <exception cref="IOException">The disk refuses.</exception>
    public SpoolWriter Open(string path, SpooledStream stream, Action<Exception> failed)
    {
        var writer = new SpoolWriter(this, disk.Open(path), failed);
        lock (gate)
        {
            open.Add(writer.Lane);
            if (open.Count == 1) Tick(limits.FlushInterval, limits.SyncInterval);
        }

        writer.Append(stream);
        return writer;
    }

    /// <summary>Writes nothing any more, as if the process had died.</summary>
    public void Dispose()
    {
        flush.Dispose();
        force.Dispose();
        lock (gate) isDisposed = true;
    }

    /// <summary>Up to 64 files are written, what is due is begun.</summary>
    void IWorkItem.Execute()
    {
        if (Interlocked.Exchange(ref flushDue, 0) != 0) FlushAll();
        var more = true;
        for (var files = 0; files < FilesPerTurn && more; files++) more = TryWriteNext();
        if (Interlocked.Exchange(ref forceDue, 0) != 0) ForceAll();
        Interlocked.Exchange(ref scheduled, 0);
        if (more || HasWork()) Schedule();
    }

    internal SpoolBlock Rent(int leastBytes)
    {
        lock (gate) return pool.Rent(leastBytes);
    }

    /// <summary>A block is to be written; when too many are, the oldest give way.</summary>
    internal void Take(SpoolWriter writer, SpoolBlock block)
    {
        lock (gate)
        {
            var lane = writer.Lane;
            lane.Add(block);
            Enqueue(lane);
            foreach (var freed in backlog.Add(block)) pool.Return(freed);
        }

        Schedule();
    }

    internal void Close(SpoolWriter writer, Action done)
    {
        var lane = writer.Lane;
        lock (gate)
        {
            if (!lane.IsEnded)
            {
                (lane.Ending ??= []).Add(done);
                Enqueue(lane);
            }
            else
            {
                sync.After(done);
                return;
            }
        }

        Schedule();
    }

    internal SpoolLoss TakeLoss(SpoolWriter writer)
    {
        lock (gate) return writer.Lane.TakeLoss();
    }

    internal void CountDropped(long frames) => backlog.CountDropped(frames);

    private bool HasWork()
    {
        lock (gate)
            return !isDisposed && (queue.Count > 0 || Volatile.Read(ref flushDue) + Volatile.Read(ref forceDue) > 0);
    }

    private void Due(ref int flag)
    {
        Interlocked.Exchange(ref flag, 1);
        Schedule();
    }

    private void Schedule()
    {
        if (Interlocked.Exchange(ref scheduled, 1) == 0) scheduler.Schedule(this);
    }

    private void Tick(TimeSpan flushing, TimeSpan forcing)
    {
        if (isDisposed) return;
        flush.Change(flushing, flushing);
        force.Change(forcing, forcing);
    }

    private void Enqueue(SpoolLane lane)
    {
        if (lane.IsQueued) return;
        lane.IsQueued = true;
        queue.Enqueue(lane);
    }

    /// <summary>Not on the writer's turn, which may be waiting for the disk: the alarm must not.</summary>
    private void FlushIsDue()
    {
        LookForTrouble();
        Due(ref flushDue);
    }

    private void LookForTrouble()
    {
        bool? changed;
        lock (gate) changed = backlog.Relax();
        if (changed is not null) troubleChanged(State);
    }

    private void FlushAll()
    {
        visited.Clear();
        lock (gate) visited.AddRange(open);
        foreach (var lane in visited) lane.Writer.Flush();
    }

    /// <summary>False when there is nothing to do.</summary>
    private bool TryWriteNext()
    {
        SpoolLane? lane;
        lock (gate)
        {
            if (isDisposed || !queue.TryDequeue(out lane)) return false;
            lane.IsQueued = false;
            lane.Take(taken, BlocksPerWrite);
        }

        Write(lane);
        bool isLast;
        lock (gate)
        {
            foreach (var block in taken)
            {
                backlog.Remove(block);
                pool.Return(block);
            }

            taken.Clear();
            if (!lane.IsEmpty) Enqueue(lane);
            else if (lane.Ending is { } done) End(lane, done);
            isLast = open.Count == 0;
        }

        if (isLast) LookForTrouble();
        return true;
    }

    private void Write(SpoolLane lane)
    {
        if (taken.Count == 0 || lane.IsBroken) return;
        foreach (var block in taken) frames.Add(block.Frames);
        try
        {
            lane.File.Append(frames);
            lane.IsDirty = true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            lane.Break(exception);
        }
        finally
        {
            frames.Clear();
        }
    }

    private void End(SpoolLane lane, List<Action> done)
    {
        lane.IsEnded = true;
        lane.Ending = null;
        open.Remove(lane);
        backlog.Forget(lane);
        sync.End(lane, done);
        if (open.Count == 0) Tick(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void ForceAll()
    {
        lock (gate) sync.Force(open);
    }
}
