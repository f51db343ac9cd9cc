using ActiveRecording.Runtime.Scheduling;

namespace ActiveRecording.Actors;

/// <summary>
/// The queue of one entity and its scheduled flag in one word. Senders push onto a stack; the owner takes the whole
/// stack at once and turns it round. <c>Idle</c> at the bottom means that the owner is not scheduled, so that the
/// sender who replaces it schedules the owner; both are one atomic step, which is why no wake-up is lost. A new mailbox
/// is not idle: whoever makes the owner known schedules it once.
/// </summary>
internal sealed class Mailbox<TCommand>(IScheduler scheduler, IWorkItem owner, int limit)
{
    private static readonly Message<TCommand> Idle = new();
    private static readonly Message<TCommand> Closed = new();
    private Message<TCommand>? newest;
    private Message<TCommand>? first;
    private Message<TCommand>? last;
    private int waiting;

    /// <summary>Commands taken from the stack and not yet dequeued. Owner only.</summary>
    public bool IsEmpty => first is null;

    /// <summary>What the next <see cref="Dequeue"/> gives. Owner only.</summary>
    public Message<TCommand>? Next => first;

    /// <summary>Posts a message; signals and timers are not <paramref name="bounded"/>, there are few of them.</summary>
    public Posting Post(Message<TCommand> message, bool bounded)
    {
        while (true)
        {
            var top = Volatile.Read(ref newest);
            if (ReferenceEquals(top, Closed)) return Posting.Closed;
            message.Next = ReferenceEquals(top, Idle) ? null : top;
            message.Depth = DepthOf(message.Next) + (message.Subject is Action ? 0 : 1);
            if (bounded && message.Depth + Volatile.Read(ref waiting) > limit) return Posting.Full;
            if (!ReferenceEquals(Interlocked.CompareExchange(ref newest, message, top), top)) continue;
            if (ReferenceEquals(top, Idle)) scheduler.Schedule(owner);
            return Posting.Accepted;
        }
    }

    /// <summary>Moves everything posted into the backlog and runs the signals, in order. Owner only.</summary>
    public void Collect()
    {
        var youngest = Interlocked.Exchange(ref newest, null);
        Volatile.Write(ref waiting, waiting + DepthOf(youngest));
        Message<TCommand>? commands = null;
        Message<TCommand>? youngestCommand = null;
        Message<TCommand>? signals = null;
        for (var message = youngest; message is not null;)
        {
            var older = message.Next;
            if (message.Subject is Action)
            {
                message.Next = signals;
                signals = message;
            }
            else
            {
                message.Next = commands;
                commands = message;
                youngestCommand ??= message;
            }

            message = older;
        }

        if (commands is not null) Append(commands, youngestCommand!);
        for (; signals is not null; signals = signals.Next) ((Action)signals.Subject!)();
    }

    /// <summary>Puts a command before all others, whatever the limit. Owner only.</summary>
    public void PutFirst(Message<TCommand> message)
    {
        message.Next = first;
        first = message;
        last ??= message;
        Volatile.Write(ref waiting, waiting + 1);
    }

    /// <summary>The next command, query or fired timer. Owner only.</summary>
    public Message<TCommand>? Dequeue()
    {
        var message = first;
        if (message is null) return null;
        first = message.Next;
        if (first is null) last = null;
        // A message that the garbage collector has already grown old with must not hold those after it.
        message.Next = null;
        Volatile.Write(ref waiting, waiting - 1);
        return message;
    }

    /// <summary>Ends the owner's turn unless something was posted meanwhile. Owner only.</summary>
    public bool TryRest() => Interlocked.CompareExchange(ref newest, Idle, null) is null;

    /// <summary>Closes the mailbox for good unless something was posted meanwhile. Owner only.</summary>
    public bool TryClose() => Interlocked.CompareExchange(ref newest, Closed, null) is null;

    private void Append(Message<TCommand> oldest, Message<TCommand> youngest)
    {
        if (last is null) first = oldest;
        else last.Next = oldest;
        last = youngest;
    }

    private static int DepthOf(Message<TCommand>? top) => top?.Depth ?? 0;
}

/// <summary>What became of a message.</summary>
internal enum Posting
{
    Accepted,
    Full,
    Closed,
}
