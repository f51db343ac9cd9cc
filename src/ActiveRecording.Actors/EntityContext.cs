namespace ActiveRecording.Actors;

/// <summary>What an effect runner may ask of the entity whose turn it is.</summary>
public abstract class EntityContext<TCommand>
{
    private protected EntityContext(string id) => Id = id;

    /// <summary>The entity's identifier within its category.</summary>
    public string Id { get; }

    /// <summary>
    /// Tells the entity a command after <paramref name="due"/>. A timer of the same name is replaced. Timers do not
    /// survive a restart: <c>Resume</c> starts them again. Call it on the entity's turn only.
    /// </summary>
    public abstract void StartTimer(string name, TimeSpan due, Func<DateTimeOffset, TCommand> commandAt);

    /// <inheritdoc cref="StartTimer(string, TimeSpan, Func{DateTimeOffset, TCommand})"/>
    public void StartTimer(string name, TimeSpan due, TCommand command) => StartTimer(name, due, _ => command);

    /// <summary>
    /// Cancels a timer; its command does not arrive, not even when it was already queued. False if there was none.
    /// Call it on the entity's turn only.
    /// </summary>
    public abstract bool CancelTimer(string name);

    /// <summary>Tells the entity a command before everything that waits for it. Call it on the entity's turn only.</summary>
    public abstract void TellFirst(TCommand command);

    /// <summary>Tells the entity a command, from any thread; false if its mailbox is full.</summary>
    public abstract bool Tell(TCommand command);
}
