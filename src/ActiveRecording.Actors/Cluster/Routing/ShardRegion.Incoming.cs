namespace ActiveRecording.Actors.Cluster.Routing;

/// <content>Requests of other nodes: told to an entity here, parked, passed on, or sent back.</content>
public sealed partial class ShardRegion<TCommand, TReply>
{
    private readonly Dictionary<int, List<RoutedRequest>> parked = [];
    private int parkedRequests;

    private void Receive(NodeId from, RoutedRequest request)
    {
        var shard = entities.ShardOf(request.Entity);
        if (shards.IsHere(shard)) Decide(from, request);
        else if (self is not null && shards.OwnerOf(shard) is { } owner) Forward(owner, shard, request);
        else Reply(request, AnswerKind.Moved, "no node owns it");
    }

    private void Decide(NodeId from, RoutedRequest request)
    {
        TCommand? command = default;
        if (!request.IsQuestion && !commands.TryDecode(request.Command, out command, out var flaw))
        {
            log.UnreadableMessage(entities.Category, from, flaw!);
            Reply(request, AnswerKind.Failed, flaw!);
            return;
        }

        Ask(request.Entity, request.Id, request.IsQuestion, command, answer =>
        {
            if (answer.Kind == AnswerKind.Given) Reply(request, replies.Encode(answer.Reply!));
            else Reply(request, answer.Kind, answer.Reason ?? "");
        });
    }

    private void Forward(NodeId owner, int shard, RoutedRequest request)
    {
        if (owner == self)
        {
            if (!Park(shard, request)) Reply(request, AnswerKind.Moved, "too many requests wait for its shard");
        }
        else if (request.Hops >= options.Hops || !wire.Send(owner, request with { Hops = request.Hops + 1 }))
        {
            Reply(request, AnswerKind.Moved, $"its owner {owner} is not reached from here");
        }
    }

    private bool Park(int shard, RoutedRequest request)
    {
        if (parkedRequests >= options.Parked) return false;
        if (!parked.TryGetValue(shard, out var list)) parked.Add(shard, list = []);
        if (list.Exists(waits => waits.Id == request.Id)) return true;
        list.Add(request);
        parkedRequests++;
        return true;
    }

    /// <summary>What waits for shards that are here now is told; what waits for those that go elsewhere goes there.</summary>
    private void Unpark()
    {
        foreach (var shard in parked.Keys.Where(shard => shards.IsHere(shard) || shards.OwnerOf(shard) != self).Order().ToArray())
        {
            parked.Remove(shard, out var list);
            parkedRequests -= list!.Count;
            foreach (var request in list) Receive(request.Origin, request);
        }
    }

    private void Reply(RoutedRequest request, WireMessage reply) =>
        wire.Send(request.Origin, new RoutedReply(request.Id, AnswerKind.Given, "", reply));

    private void Reply(RoutedRequest request, AnswerKind kind, string reason) =>
        wire.Send(request.Origin, new RoutedReply(request.Id, kind, reason, new WireMessage("", 0, default)));
}
