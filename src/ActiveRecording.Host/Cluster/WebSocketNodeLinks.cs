using System.Net.WebSockets;
using ActiveRecording.Actors.Cluster;
using ActiveRecording.Actors.Cluster.Links;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Host.Cluster;

/// <summary>
/// Links over WebSockets: to each peer one connection for what this node sends, from each peer one for what it receives.
/// </summary>
internal sealed class WebSocketNodeLinks(LinkOptions options, ILogger log) : INodeLinks, IDisposable
{
    private readonly Lock gate = new();
    private readonly LinkSocket connecting = new(options);
    private Dictionary<NodeId, PeerLink> links = [];
    private volatile Life? life;

    /// <inheritdoc/>
    public void Start(NodeId self, INodeLinkUser user)
    {
        lock (gate) life = new Life(self, user, new CancellationTokenSource());
    }

    /// <inheritdoc/>
    public void Keep(IReadOnlyList<NodeAddress> peers)
    {
        lock (gate)
        {
            if (life is null) return;
            var kept = new Dictionary<NodeId, PeerLink>();
            foreach (var peer in peers)
            {
                if (!links.TryGetValue(peer.Node, out var link))
                {
                    link = new PeerLink(peer, life.Self, options, connecting, life.User, log);
                    link.Open();
                }

                kept.Add(peer.Node, link);
            }

            foreach (var gone in links.Where(link => !kept.ContainsKey(link.Key))) gone.Value.Dispose();
            Volatile.Write(ref links, kept);
        }
    }

    /// <inheritdoc/>
    public bool Send(NodeId to, Envelope envelope) =>
        Volatile.Read(ref links).TryGetValue(to, out var link) && link.Send(envelope);

    /// <inheritdoc/>
    public void Stop()
    {
        lock (gate)
        {
            life?.Ended.Cancel();
            life = null;
            foreach (var link in links.Values) link.Dispose();
            Volatile.Write(ref links, []);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        connecting.Dispose();
    }

    /// <summary>Serves a connection that another node made, until it ends.</summary>
    public async Task AcceptAsync(WebSocket socket, string remote, CancellationToken stop)
    {
        var here = life;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop, here?.Ended.Token ?? stop);
        try
        {
            NodeId? peer;
            using (var limit = CancellationTokenSource.CreateLinkedTokenSource(ended.Token))
            {
                limit.CancelAfter(options.ConnectTimeout);
                peer = await new LinkHandshake(options).AcceptAsync(socket, here?.Self, limit.Token);
            }

            if (peer is { } from && here is not null) await ReceiveAsync(socket, from, here.User, ended.Token);
            else log.TurnedAway(remote, socket.CloseStatusDescription ?? "it did not show that it belongs here");
        }
        catch (LinkRefusedException refused)
        {
            log.TurnedAway(remote, refused.Message);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            // The peer's end, or this node's: who sends notices, who receives need not.
            socket.Abort();
        }
    }

    /// <summary>Envelopes keep a part of their message's buffer; each message has a new one.</summary>
    private async Task ReceiveAsync(WebSocket socket, NodeId from, INodeLinkUser user, CancellationToken stop)
    {
        var buffer = new byte[16 * 1024];
        var length = 0;
        while (true)
        {
            var result = await socket.ReceiveAsync(buffer.AsMemory(length), stop);
            if (result.MessageType == WebSocketMessageType.Close) return;
            length += result.Count;
            if (result.EndOfMessage)
            {
                ReadOnlyMemory<byte> message = buffer.AsSpan(0, length).ToArray();
                while (LinkFrames.TryRead(ref message, out var envelope)) user.Received(from, envelope);
                length = 0;
            }
            else if (length == buffer.Length)
            {
                if (length >= options.MaxMessageBytes) throw new LinkRefusedException($"{from} sends messages above the limit");
                Array.Resize(ref buffer, length * 2);
            }
        }
    }

    private sealed record Life(NodeId Self, INodeLinkUser User, CancellationTokenSource Ended);
}
