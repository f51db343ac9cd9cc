namespace ActiveRecording.Actors;

/// <summary>
/// A command with an identity, or a question, whose asker is told what came of it. The identity becomes part of
/// that of the append, so the journal itself remembers which requests were decided, whoever owned the entity then.
/// </summary>
internal sealed class Request<TState, TEffect>
{
    /// <summary>Without meaning for a question.</summary>
    public required RequestId Id { get; init; }

    /// <summary>There is no command, only the state is wanted.</summary>
    public bool IsQuestion { get; init; }

    /// <summary>Told the state after the decision and its effects, which are empty for a repetition.</summary>
    public required Action<TState, IReadOnlyList<TEffect>> Answer { get; init; }

    /// <summary>Told why there is no answer.</summary>
    public required Action<AnswerKind, string> Refuse { get; init; }
}
