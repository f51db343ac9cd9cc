using ActiveRecording.Actors.Cluster;
using ActiveRecording.Actors.Cluster.Links;

namespace ActiveRecording.Actors.Tests.Cluster.Simulated;

/// <summary>Links that send some requests twice, the second time under another identity.</summary>
public sealed class ForgetfulLinks(INodeLinks links) : INodeLinks
{
    private int asked;
    private NodeId self;

    public void Start(NodeId self, INodeLinkUser user)
    {
        this.self = self;
        links.Start(self, user);
    }

    public void Keep(IReadOnlyList<NodeAddress> peers) => links.Keep(peers);

    public void Stop() => links.Stop();

    public bool Send(NodeId to, Envelope envelope)
    {
        var isSent = links.Send(to, envelope);
        if (!envelope.Kind.EndsWith("/ask", StringComparison.Ordinal) || ++asked % 10 != 0) return isSent;
        var again = envelope.Payload.ToArray();
        again[2 + self.Name.Length + 8] ^= 0xFF;
        return links.Send(to, envelope with { Payload = again }) && isSent;
    }
}
