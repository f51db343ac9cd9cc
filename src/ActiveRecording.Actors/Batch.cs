namespace ActiveRecording.Actors;

/// <summary>What was decided since the last append: events to journal, then the steps to speak, in order.</summary>
internal sealed class Batch<TState, TCommand, TEvent, TEffect>(TState state)
{
    /// <summary>The state after every step.</summary>
    public TState State { get; set; } = state;

    /// <summary>The identity of the request in it, which becomes part of that of the append; null if there is none.</summary>
    public RequestId? Request { get; init; }

    /// <summary>All events, in order.</summary>
    public List<TEvent> Events { get; } = [];

    /// <summary>One step per command or query.</summary>
    public List<Step> Steps { get; } = [];

    /// <summary>What one command led to.</summary>
    /// <param name="State">The state after it.</param>
    /// <param name="Effects">To be run once the batch is durable.</param>
    /// <param name="Message">The command, or the query to be answered with the state.</param>
    public readonly record struct Step(TState State, IReadOnlyList<TEffect> Effects, Message<TCommand> Message);
}
