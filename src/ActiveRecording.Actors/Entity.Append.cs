using ActiveRecording.EventSourcing;

namespace ActiveRecording.Actors;

/// <content>Journal, then speak.</content>
internal sealed partial class Entity<TDecider, TState, TCommand, TEvent, TEffect>
{
    private Batch<TState, TCommand, TEvent, TEffect>? pending;
    private StreamAppend? append;
    private int attempts;

    private void Append(Batch<TState, TCommand, TEvent, TEffect> batch)
    {
        try
        {
            append = new StreamAppend(
                Stream, sequence, fence, region.NextAppendId(batch.Request),
                batch.Events.ConvertAll(region.Codec.Encode), TDecider.IsEnded(batch.State));
        }
        catch (Exception exception)
        {
            poison = (exception, batch.Steps[0].Message.Command);
            RestartIfPoisoned();
            return;
        }

        pending = batch;
        attempts = 0;
        SendAppend();
    }

    private void SendAppend()
    {
        phase = Phase.Appending;
        var task = Attempt(() => region.Journal.AppendAsync(append!, CancellationToken.None));
        if (task.IsCompleted) AppendCompleted(task);
        else EntityRegion<TDecider, TState, TCommand, TEvent, TEffect>.OnTurn(task, this, AppendCompleted);
    }

    private void AppendCompleted(Task<AppendOutcome> task)
    {
        var outcome = task.IsCompletedSuccessfully ? task.Result : AppendOutcome.Unknown;
        switch (outcome)
        {
            case AppendOutcome.Appended:
                Appended();
                break;
            case AppendOutcome.Fenced:
                region.ShardLost(Shard);
                Lose();
                break;
            case AppendOutcome.Refused:
                if (attempts == 0) region.Log.AppendRefused(append!.Events.Count, Stream);
                WaitAndThen(SendAppend);
                break;
            default:
                region.Log.AppendUnknown(task.Exception?.InnerException, append!.AppendId, Stream);
                LookUp(outcome);
                break;
        }
    }

    /// <summary>
    /// Asks whether the append is in the journal. If it is not, the very same append is sent again: should the lost
    /// one arrive after all, one of the two meets its own sequence numbers and is a conflict, which is looked up again.
    /// </summary>
    private void LookUp(AppendOutcome outcome)
    {
        var task = Attempt(() => region.Journal.ContainsAppendAsync(append!, CancellationToken.None));
        if (task.IsCompleted) LookedUp(task, outcome);
        else EntityRegion<TDecider, TState, TCommand, TEvent, TEffect>.OnTurn(task, this, completed => LookedUp(completed, outcome));
    }

    private void LookedUp(Task<bool> task, AppendOutcome outcome)
    {
        if (!task.IsCompletedSuccessfully) WaitAndThen(() => LookUp(outcome));
        else if (task.Result) Appended();
        else if (outcome == AppendOutcome.Conflict) Conflicted();
        else WaitAndThen(SendAppend);
    }

    private void Conflicted()
    {
        region.Log.AppendConflict(Stream, append!.ExpectedSequence + 1);
        poison = (new InvalidOperationException($"{Stream} was written by somebody else"), null);
        RestartIfPoisoned();
    }

    /// <summary>
    /// Speaks, unless the shard is somebody else's by now, who says it then. A node that was asleep meanwhile first has to know that it is
    /// still a member.
    /// </summary>
    private void Appended()
    {
        if (!region.Holds(fence))
        {
            Lose();
            return;
        }

        if (!region.Lease.IsHeld)
        {
            phase = Phase.Waiting;
            WaitFor(LeaseLook, Appended);
            return;
        }

        var batch = pending!;
        state = batch.State;
        sequence += batch.Events.Count;
        if (batch.Request is { } request) Remember(request);
        (pending, append, attempts) = (null, null, 0);
        phase = Phase.Ready;
        SnapshotIfDue();
        foreach (var step in batch.Steps) Speak(step);
        RestartIfPoisoned();
    }

    /// <summary>Waits longer each time; commands stay in the mailbox meanwhile.</summary>
    private void WaitAndThen(Action action)
    {
        phase = Phase.Waiting;
        region.CountRepeatedAppend();
        WaitFor(region.Options.AppendBackOffOf(++attempts), action);
    }

    /// <summary>A journal that throws at once failed like one whose task fails.</summary>
    private static Task<T> Attempt<T>(Func<Task<T>> call)
    {
        try
        {
            return call();
        }
        catch (Exception exception)
        {
            return Task.FromException<T>(exception);
        }
    }
}
