namespace ActiveRecording.Actors;

/// <summary>The running timers of one entity, by name; one that fires comes into its mailbox. Used on the entity's turn only.</summary>
internal sealed class EntityTimers<TCommand>(TimeProvider time, Mailbox<TCommand> mailbox)
{
    /// <summary>One for all timers of all entities.</summary>
    private static readonly TimerCallback Fired = static state =>
    {
        var timer = (EntityTimer<TCommand>)state!;
        timer.Owner.Fire(timer);
    };

    /// <summary>Null while none runs, which is how most entities spend their lives.</summary>
    private Dictionary<string, EntityTimer<TCommand>>? running;

    /// <summary>No timer runs.</summary>
    public bool IsEmpty => running is null;

    /// <summary>Starts a timer in place of one of the same name.</summary>
    public void Start(string name, TimeSpan due, Func<DateTimeOffset, TCommand> commandAt)
    {
        Cancel(name);
        var timer = new EntityTimer<TCommand>(this, name, commandAt);
        (running ??= new(StringComparer.Ordinal)).Add(name, timer);
        var wait = due < TimeSpan.Zero ? TimeSpan.Zero : due;
        timer.Clock = time.CreateTimer(Fired, timer, wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancels a timer; false if none of that name runs.</summary>
    public bool Cancel(string name)
    {
        if (running is null || !running.Remove(name, out var timer)) return false;
        timer.Clock?.Dispose();
        if (running.Count == 0) running = null;
        return true;
    }

    /// <summary>Cancels all.</summary>
    public void CancelAll()
    {
        if (running is null) return;
        foreach (var timer in running.Values) timer.Clock?.Dispose();
        running = null;
    }

    /// <summary>Takes a fired timer off; false if it was cancelled or replaced while its command was queued.</summary>
    public bool TryTake(EntityTimer<TCommand> timer)
    {
        if (running is null || !running.TryGetValue(timer.Name, out var current)) return false;
        return ReferenceEquals(current, timer) && Cancel(timer.Name);
    }

    private void Fire(EntityTimer<TCommand> timer)
    {
        timer.FiredAt = time.GetUtcNow();
        mailbox.Post(new Message<TCommand> { Subject = timer }, bounded: false);
    }
}
