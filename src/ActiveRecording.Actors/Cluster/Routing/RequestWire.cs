using ActiveRecording.Actors.Cluster.Links;

namespace ActiveRecording.Actors.Cluster.Routing;

/// <summary>A request on its way to the owner of an entity.</summary>
/// <param name="Origin">Who is to be answered.</param>
/// <param name="Id">The same in every repetition.</param>
/// <param name="Entity">Who is told.</param>
/// <param name="Hops">Nodes that passed it on.</param>
/// <param name="Command">What it is told; no name for a question.</param>
internal sealed record RoutedRequest(NodeId Origin, RequestId Id, string Entity, int Hops, WireMessage Command)
{
    public bool IsQuestion => Command.Name.Length == 0;
}

/// <summary>Its answer on the way back.</summary>
internal sealed record RoutedReply(RequestId Id, AnswerKind Kind, string Reason, WireMessage Reply);

/// <summary>Requests to entities of one category, and their answers, between nodes.</summary>
internal sealed class RequestWire(Courier courier, string category)
{
    private readonly string ask = $"entity/{category}/ask";
    private readonly string answer = $"entity/{category}/answer";

    public void Open(Action<NodeId, RoutedRequest> asked, Action<NodeId, RoutedReply> answered)
    {
        courier.On(ask, (from, payload) =>
        {
            var reader = new FrameReader(payload);
            var request = new RoutedRequest(
                reader.Node(), new RequestId((ulong)reader.Number()), reader.Text(), (int)reader.Number(),
                new WireMessage(reader.Text(), (int)reader.Number(), reader.Rest()));
            if (!reader.IsBroken) asked(from, request);
        });
        courier.On(answer, (from, payload) =>
        {
            var reader = new FrameReader(payload);
            var reply = new RoutedReply(
                new RequestId((ulong)reader.Number()), (AnswerKind)reader.Number(), reader.Text(),
                new WireMessage(reader.Text(), (int)reader.Number(), reader.Rest()));
            if (!reader.IsBroken) answered(from, reply);
        });
    }

    public bool Send(NodeId to, RoutedRequest request) => courier.Send(to, ask, new FrameWriter()
        .Node(request.Origin).Number((long)request.Id.Value).Text(request.Entity).Number(request.Hops)
        .Text(request.Command.Name).Number(request.Command.Version).Rest(request.Command.Payload.Span).Written);

    public bool Send(NodeId to, RoutedReply reply) => courier.Send(to, answer, new FrameWriter()
        .Number((long)reply.Id.Value).Number((long)reply.Kind).Text(reply.Reason)
        .Text(reply.Reply.Name).Number(reply.Reply.Version).Rest(reply.Reply.Payload.Span).Written);
}
