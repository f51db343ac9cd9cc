using ActiveRecording.EventSourcing;

namespace ActiveRecording.Actors;

/// <content>Requests with an identity.</content>
public sealed partial class EntityRegion<TDecider, TState, TCommand, TEvent, TEffect>
{
    private Func<string, TCommand, bool>? givenBack;

    /// <summary>These entities as a router sees them.</summary>
    /// <param name="reply">
    /// The reply to a request: from the state after it and its effects. For a repeated request the effects are empty,
    /// so what it must be told again has to be in the state.
    /// </param>
    public IEntities<TCommand, TReply> Replying<TReply>(Func<TState, IReadOnlyList<TEffect>, TReply> reply) =>
        new Entities<TReply>(this, reply);

    /// <summary>Offers a command that was accepted and not decided to whoever can take it to the new owner.</summary>
    internal bool TryGiveBack(Entity<TDecider, TState, TCommand, TEvent, TEffect> entity, TCommand command) =>
        !Accepts(entity.Shard) && givenBack is { } takes && takes(entity.Id, command);

    private void Request(string id, Request<TState, TEffect> request, TCommand? command)
    {
        var posting = Deliver(id, new Message<TCommand> { Command = command, Subject = request });
        if (posting == Posting.Accepted) return;
        var moves = posting == Posting.Closed && !Accepts(ShardOf(new StreamId(Options.Category, id)));
        request.Refuse(moves ? AnswerKind.Moved : AnswerKind.Refused, $"{Options.Category}/{id}: {posting}");
    }

    private sealed class Entities<TReply>(
        EntityRegion<TDecider, TState, TCommand, TEvent, TEffect> region, Func<TState, IReadOnlyList<TEffect>, TReply> reply)
        : IEntities<TCommand, TReply>
    {
        public string Category => region.Options.Category;

        public Func<string, TCommand, bool>? GivenBack
        {
            get => region.givenBack;
            set => region.givenBack = value;
        }

        public int ShardOf(string id) => region.ShardOf(new StreamId(region.Options.Category, id));

        public bool Tell(string id, TCommand command) => region.Tell(id, command);

        public void Ask(string id, RequestId request, TCommand command, Action<Answer<TReply>> answered) =>
            region.Request(id, Of(request, isQuestion: false, answered), command);

        public void Query(string id, Action<Answer<TReply>> answered) =>
            region.Request(id, Of(default, isQuestion: true, answered), default);

        private Request<TState, TEffect> Of(RequestId id, bool isQuestion, Action<Answer<TReply>> answered) => new()
        {
            Id = id,
            IsQuestion = isQuestion,
            Answer = (state, effects) => answered(new(AnswerKind.Given, reply(state, effects), null)),
            Refuse = (kind, reason) => answered(new(kind, default, reason)),
        };
    }
}
