using ActiveRecording.Runtime.Scheduling;

namespace ActiveRecording.Archive.Spools;

/// <summary>
/// Forces spools to the disk and closes those that are over, many at once where that is cheaper. One turn at a time,
/// beside the writing.
/// </summary>
internal sealed class SpoolSync(ISpoolDisk disk, IScheduler scheduler) : IWorkItem
{
    private readonly Lock gate = new();
    private HashSet<SpoolLane> due = [];
    private List<SpoolLane> ending = [];
    private List<Action> after = [];
    private bool isBusy;

    /// <summary>What is dirty among open spools is due.</summary>
    public void Force(IEnumerable<SpoolLane> open)
    {
        lock (gate)
        {
            foreach (var lane in open)
            {
                if (!lane.IsDirty) continue;
                lane.IsDirty = false;
                due.Add(lane);
            }

            if (due.Count > 0) Begin();
        }
    }

    /// <summary>All of a spool is in its file: it is forced and closed, then <paramref name="done"/> run.</summary>
    public void End(SpoolLane lane, IEnumerable<Action> done)
    {
        lock (gate)
        {
            ending.Add(lane);
            after.AddRange(done);
            Begin();
        }
    }

    /// <summary>Runs an action after everything asked for before.</summary>
    public void After(Action done)
    {
        lock (gate)
        {
            after.Add(done);
            Begin();
        }
    }

    void IWorkItem.Execute()
    {
        HashSet<SpoolLane> forced;
        List<SpoolLane> closed;
        List<Action> done;
        lock (gate)
        {
            (forced, due) = (due, []);
            (closed, ending) = (ending, []);
            (done, after) = (after, []);
        }

        Force([.. forced.Concat(closed).Distinct()]);
        foreach (var lane in closed) lane.File.Dispose();
        foreach (var action in done) action();
        lock (gate)
        {
            isBusy = false;
            if (due.Count + ending.Count + after.Count > 0) Begin();
        }
    }

    private void Begin()
    {
        if (isBusy) return;
        isBusy = true;
        scheduler.Schedule(this);
    }

    private void Force(SpoolLane[] lanes)
    {
        if (lanes.Length == 0 || disk.TrySync([.. lanes.Select(lane => lane.File)])) return;
        foreach (var lane in lanes)
        {
            try
            {
                lane.File.Sync();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                lane.Break(exception);
            }
        }
    }
}
