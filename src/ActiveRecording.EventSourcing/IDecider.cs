namespace ActiveRecording.EventSourcing;

/// <summary>
/// A behaviour: pure, static, total. A refusal is an effect, never an exception; no clock, no chance, no I/O:
/// instants and identifiers come in commands.
/// </summary>
public interface IDecider<TState, TCommand, TEvent, TEffect>
{
    /// <summary>The state of an entity without events.</summary>
    static abstract TState Initial { get; }

    /// <summary>What a command leads to: first the events are journalled, then the effects run.</summary>
    static abstract Decision<TEvent, TEffect> Decide(TState state, TCommand command);

    /// <summary>The state after an event; the same whether live or replayed.</summary>
    static abstract TState Evolve(TState state, TEvent @event);

    /// <summary>After recovery: the effects that are outstanding in this state, to be run (again).</summary>
    static abstract IReadOnlyList<TEffect> Resume(TState state);

    /// <summary>Nothing is outstanding and nothing but queries will come: the entity may be forgotten.</summary>
    static abstract bool IsEnded(TState state);
}
