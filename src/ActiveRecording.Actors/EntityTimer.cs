namespace ActiveRecording.Actors;

/// <summary>One running timer of an entity; told apart from a replaced one of the same name by being another object.</summary>
internal sealed class EntityTimer<TCommand>(EntityTimers<TCommand> owner, string name, Func<DateTimeOffset, TCommand> commandAt)
{
    /// <summary>Whose timer it is.</summary>
    public EntityTimers<TCommand> Owner => owner;

    /// <summary>Unique among the entity's running timers.</summary>
    public string Name { get; } = name;

    /// <summary>The clock's own timer.</summary>
    public ITimer? Clock { get; set; }

    /// <summary>When it fired, once it did.</summary>
    public DateTimeOffset FiredAt { get; set; }

    /// <summary>The command to tell, made on the entity's turn.</summary>
    public TCommand Command => commandAt(FiredAt);
}
