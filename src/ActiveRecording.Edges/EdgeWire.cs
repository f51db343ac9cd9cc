using System.Net;
using ActiveRecording.Actors.Cluster;
using ActiveRecording.Actors.Cluster.Links;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Edges;

/// <summary>What the edges of a role tell each other.</summary>
internal sealed class EdgeWire(Courier courier, string role)
{
    private const long NoFlow = long.MinValue;
    private readonly string arrived = $"edge/{role}/in";
    private readonly string leaves = $"edge/{role}/out";
    private readonly string closed = $"edge/{role}/closed";
    private readonly string settled = $"edge/{role}/settled";

    /// <param name="arrivedAt">Nodes it has passed, the edge it came to, where from by that edge's numbers, the message.</param>
    /// <param name="leavesBy">Who says it, where to, the message.</param>
    /// <param name="flowClosed">Whose flow, its number there.</param>
    /// <param name="isSettled">The key of a request that was passed on.</param>
    public void Open(
        Action<int, long, SipHop, ReadOnlyMemory<byte>> arrivedAt, Action<NodeId, SipHop, ReadOnlyMemory<byte>> leavesBy,
        Action<NodeId, long> flowClosed, Action<string> isSettled)
    {
        courier.On(arrived, (_, payload) =>
        {
            var reader = new FrameReader(payload);
            var (hops, edge) = ((int)reader.Number(), reader.Number());
            if (TryReadHop(ref reader, out var hop)) arrivedAt(hops, edge, hop, reader.Rest());
        });
        courier.On(leaves, (from, payload) =>
        {
            var reader = new FrameReader(payload);
            if (TryReadHop(ref reader, out var hop)) leavesBy(from, hop, reader.Rest());
        });
        courier.On(settled, (_, payload) =>
        {
            var reader = new FrameReader(payload);
            var key = reader.Text();
            if (!reader.IsBroken) isSettled(key);
        });
        courier.On(closed, (from, payload) =>
        {
            var reader = new FrameReader(payload);
            var flow = reader.Number();
            if (!reader.IsBroken) flowClosed(from, flow);
        });
    }

    /// <summary>A request that an edge passed on is answered, by whichever edge.</summary>
    public void Settled(NodeId edge, string key) => courier.Send(edge, settled, new FrameWriter().Text(key).Written);

    /// <summary>A message that came in at an edge goes to the node whose business it is.</summary>
    public bool PassOn(NodeId owner, int hops, long edge, SipHop from, ReadOnlySpan<byte> message) =>
        courier.Send(owner, arrived, WithHop(new FrameWriter().Number(hops).Number(edge), from).Rest(message).Written);

    /// <summary>A message is to leave by an edge.</summary>
    public bool Send(NodeId edge, SipHop to, ReadOnlySpan<byte> message) =>
        courier.Send(edge, leaves, WithHop(new FrameWriter(), to).Rest(message).Written);

    /// <summary>A connection of this node is gone.</summary>
    public void Closed(NodeId other, long flow) => courier.Send(other, closed, new FrameWriter().Number(flow).Written);

    private static FrameWriter WithHop(FrameWriter frame, SipHop hop) =>
        frame.Number((long)hop.Transport).Text(hop.Remote.ToString()).Number(hop.Flow ?? NoFlow);

    private static bool TryReadHop(ref FrameReader reader, out SipHop hop)
    {
        var (transport, remote, flow) = ((SipTransport)reader.Number(), reader.Text(), reader.Number());
        hop = null!;
        if (reader.IsBroken || !Enum.IsDefined(transport) || !IPEndPoint.TryParse(remote, out var address)) return false;
        hop = new SipHop(transport, address, flow == NoFlow ? null : flow);
        return true;
    }
}
