namespace ActiveRecording.Actors;

/// <summary>The entities of one category as a router sees them: by identifier, without their behaviour's types.</summary>
/// <typeparam name="TCommand">What they are told.</typeparam>
/// <typeparam name="TReply">What they reply.</typeparam>
public interface IEntities<TCommand, TReply>
{
    /// <summary>The kind of entity.</summary>
    string Category { get; }

    /// <summary>The shard of an entity.</summary>
    int ShardOf(string id);

    /// <summary>Tells a command; false when nothing will come of it.</summary>
    bool Tell(string id, TCommand command);

    /// <summary>Tells a command with an identity. It is applied once, however often it is repeated.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="request">The identity of the command.</param>
    /// <param name="command">What it is told.</param>
    /// <param name="answered">Called once, on any thread; it must return at once.</param>
    void Ask(string id, RequestId request, TCommand command, Action<Answer<TReply>> answered);

    /// <summary>The reply that the state as it is gives.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="answered">Called once, on any thread; it must return at once.</param>
    void Query(string id, Action<Answer<TReply>> answered);

    /// <summary>
    /// Told commands that were accepted and then not decided, because their shard moved first. Returns false if it
    /// does not want one.
    /// </summary>
    Func<string, TCommand, bool>? GivenBack { get; set; }
}
