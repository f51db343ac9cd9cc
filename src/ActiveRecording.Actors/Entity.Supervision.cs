namespace ActiveRecording.Actors;

/// <content>Loading, and starting again after a failure.</content>
internal sealed partial class Entity<TDecider, TState, TCommand, TEvent, TEffect>
{
    private (Exception Failure, object? Command)? poison;
    private int failures;
    private DateTimeOffset lastFailure;
    private ITimer? wait;

    private void Load()
    {
        phase = Phase.Loading;
        decided = null;
        var task = Replay<TDecider, TState, TCommand, TEvent, TEffect>.RunAsync(
            region.Journal, region.Codec, region.Snapshots, Stream, region.Log, CancellationToken.None);
        if (task.IsCompleted) Loaded(task);
        else EntityRegion<TDecider, TState, TCommand, TEvent, TEffect>.OnTurn(task, this, Loaded);
    }

    private void Loaded(Task<Recovery<TState>> task)
    {
        switch (task.Result)
        {
            case Recovery<TState>.Replayed replayed:
                (state, sequence, snapshotSequence) = (replayed.State, replayed.Sequence, replayed.SnapshotSequence);
                lastTold = region.Time.GetUtcNow();
                attempts = 0;
                phase = Phase.Ready;
                if (sequence > 0) Resume();
                RestartIfPoisoned();
                break;
            case Recovery<TState>.Unreadable unreadable:
                phase = Phase.Waiting;
                region.Log.EntityUnreadable(unreadable.Reason, Stream, ++attempts);
                WaitFor(region.Options.BackOffOf(attempts), Load);
                break;
            case Recovery<TState>.Unusable unusable:
                Stop(unusable.Reason.Message, unusable.Reason);
                break;
        }

        region.Woken(Id);
    }

    private void Resume()
    {
        try
        {
            Run(state, TDecider.Resume(state), "Resume");
        }
        catch (Exception exception)
        {
            poison = (exception, "Resume");
        }
    }

    /// <summary>After a failure: forget everything, wait, replay; after too many, stop.</summary>
    private void RestartIfPoisoned()
    {
        if (poison is not var (failure, command)) return;
        poison = null;
        RefuseUnderWay();
        (append, attempts) = (null, 0);
        timers.CancelAll();
        var now = region.Time.GetUtcNow();
        failures = now - lastFailure > region.Options.RestartWindow ? 1 : failures + 1;
        lastFailure = now;
        region.EntityFailed(this, failure, command, failures);
        if (failures > region.Options.MaxRestarts)
        {
            Stop($"it failed {failures} times", failure);
            return;
        }

        phase = Phase.Waiting;
        WaitFor(region.Options.BackOffOf(failures), Load);
    }

    private void WaitFor(TimeSpan due, Action action)
    {
        wait?.Dispose();
        wait = region.Time.CreateTimer(
            _ => Signal(() =>
            {
                if (!IsStopped) action();
            }),
            null, due, Timeout.InfiniteTimeSpan);
    }
}
