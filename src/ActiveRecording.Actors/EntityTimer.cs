namespace ActiveRecording.Actors;

/// <summary>One running timer of an entity; told apart from a replaced one of the same name by being another object.</summary>
internal sealed class EntityTimer<TCommand>(string name, Func<DateTimeOffset, TCommand> commandAt)
{
    /// <summary>Unique among the entity's running timers.</summary>
    public string Name { get; } = name;

    /// <summary>The clock's own timer.</summary>
    public ITimer? Clock { get; set; }

    /// <summary>The command to tell, given the instant the timer fired.</summary>
    public TCommand CommandAt(DateTimeOffset instant) => commandAt(instant);
}
