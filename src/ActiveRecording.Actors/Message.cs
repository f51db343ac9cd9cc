namespace ActiveRecording.Actors;

/// <summary>A link of a mailbox: a command, or a signal of the entity to itself.</summary>
internal sealed class Message<TCommand>
{
    /// <summary>The command; of a timer, once it is decided; without meaning in a signal.</summary>
    public TCommand? Command { get; set; }

    /// <summary>Null for a plain command; else the timer it comes from, the request it is, a query, or a signal.</summary>
    public object? Subject { get; init; }

    /// <summary>The older neighbour while in the stack, the younger one while in the backlog.</summary>
    public Message<TCommand>? Next { get; set; }

    /// <summary>Messages in the stack up to this one, signals not counted.</summary>
    public int Depth { get; set; }
}
