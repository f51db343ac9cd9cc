namespace ActiveRecording.EventSourcing;

/// <summary>What a command leads to: events to journal, then effects to run, both in order.</summary>
public sealed record Decision<TEvent, TEffect>(IReadOnlyList<TEvent> Events, IReadOnlyList<TEffect> Effects)
{
    /// <summary>Nothing happens.</summary>
    public static Decision<TEvent, TEffect> Nothing { get; } = new([], []);
}
