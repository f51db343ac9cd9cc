namespace ActiveRecording.Actors.Cluster.Routing;

/// <content>Requests of this node: sent, sent again, answered, given up.</content>
public sealed partial class ShardRegion<TCommand, TReply>
{
    private static readonly TimeSpan SayAgain = TimeSpan.FromMinutes(1);
    private readonly Dictionary<RequestId, Outgoing<TCommand, TReply>> outgoing = [];
    private long refusalSaidTicks = long.MinValue;
    private int waiting;

    /// <summary>Requests of this node that are not answered yet.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    private void RefuseNew()
    {
        Interlocked.Decrement(ref waiting);
        ActorsMetrics.Dropped.Add(1, ActorsMetrics.Category(entities.Category));
        var said = Volatile.Read(ref refusalSaidTicks);
        var now = Now.Ticks;
        if (said != long.MinValue && now - said < SayAgain.Ticks) return;
        if (Interlocked.CompareExchange(ref refusalSaidTicks, now, said) == said)
            log.OutboxFull(entities.Category, options.Waiting);
    }

    /// <summary>To an entity here, to the owner elsewhere, or not yet.</summary>
    private void Send(Outgoing<TCommand, TReply> request)
    {
        request.SentTo = null;
        if (self is not { } here) return;
        if (shards.IsHere(request.Shard))
        {
            request.SentTo = here;
            request.Attempts++;
            Ask(request.Entity, request.Id, request.IsQuestion, request.Command, answer => Settle(request, here, answer));
            return;
        }

        if (shards.OwnerOf(request.Shard) is not { } owner || owner == here) return;
        var command = request.IsQuestion ? new WireMessage("", 0, default) : commands.Encode(request.Command!);
        request.Attempts++;
        if (!wire.Send(owner, new RoutedRequest(here, request.Id, request.Entity, 0, command))) return;
        (request.SentTo, request.SentAt) = (owner, Now);
    }

    private void Ask(
        string id, RequestId request, bool isQuestion, TCommand? command, Action<Answer<TReply>> answered)
    {
        if (isQuestion) entities.Query(id, answer => strand.Post(() => answered(answer)));
        else entities.Ask(id, request, command!, answer => strand.Post(() => answered(answer)));
    }

    private void Answered(NodeId from, RoutedReply reply)
    {
        if (!outgoing.TryGetValue(reply.Id, out var request)) return;
        TReply? message = default;
        if (reply.Kind == AnswerKind.Given && request.Asker is not null && !replies.TryDecode(reply.Reply, out message, out var flaw))
        {
            log.UnreadableMessage(entities.Category, from, flaw!);
            Settle(request, from, new(AnswerKind.Failed, default, flaw));
        }
        else
        {
            Settle(request, from, new(reply.Kind, message, reply.Reason));
        }
    }

    private void Settle(Outgoing<TCommand, TReply> request, NodeId by, Answer<TReply> answer)
    {
        if (!outgoing.ContainsKey(request.Id)) return;
        if (answer.Kind == AnswerKind.Moved)
        {
            // An answer to an earlier sending says nothing about the latest one.
            if (request.SentTo == by) request.SentTo = null;
            if (request.SentTo is null && shards.OwnerOf(request.Shard) != by) Send(request);
            return;
        }

        Remove(request);
        if (answer.Kind == AnswerKind.Given) Complete(request.Asker, answer.Reply!);
        else Fail(request, answer.Kind, answer.Reason ?? "");
    }

    /// <summary>Owners changed, or shards arrived: what was sent to an earlier one is sent to the new one.</summary>
    private void Redirect()
    {
        Unpark();
        foreach (var request in outgoing.Values.ToArray())
        {
            if (request.SentTo is not { } sent || (sent != self && shards.OwnerOf(request.Shard) != sent)) Send(request);
        }
    }

    private void Resend()
    {
        foreach (var request in outgoing.Values.ToArray())
        {
            if (Now >= request.Until) Expire(request);
            else if (request.SentTo is null) Send(request);
            else if (request.SentTo != self && Now - request.SentAt >= options.ResendAfter) Send(request);
        }
    }

    private void Expire(Outgoing<TCommand, TReply> request)
    {
        Remove(request);
        log.RequestExpired(entities.Category, request.Entity, request.Attempts);
        Fail(request, AnswerKind.Moved, "no node answered in time");
    }

    private void Remove(Outgoing<TCommand, TReply> request)
    {
        outgoing.Remove(request.Id);
        Interlocked.Decrement(ref waiting);
    }

    private void Fail(Outgoing<TCommand, TReply> request, AnswerKind kind, string reason)
    {
        ActorsMetrics.Dropped.Add(1, ActorsMetrics.Category(entities.Category));
        Complete(request.Asker, new RequestFailedException(Name(request.Entity), kind, reason));
    }
}
