namespace ActiveRecording.Actors;

/// <summary>What became of a request.</summary>
public enum AnswerKind
{
    /// <summary>It is decided, and what it decided is durable.</summary>
    Given,

    /// <summary>The entity's shard is going elsewhere; asking again, with the same identity, is safe.</summary>
    Moved,

    /// <summary>The entity takes nothing now: its mailbox is full, or it is stopped.</summary>
    Refused,

    /// <summary>The behaviour failed on it; it would again.</summary>
    Failed,
}

/// <summary>The answer to a request.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Reply">Only when it was given.</param>
/// <param name="Reason">Why there is no reply, for a log.</param>
public readonly record struct Answer<TReply>(AnswerKind Kind, TReply? Reply, string? Reason);
