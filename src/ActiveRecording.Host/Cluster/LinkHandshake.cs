using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActiveRecording.Actors.Cluster;

namespace ActiveRecording.Host.Cluster;

/// <summary>
/// Each side shows that it has the cluster's secret without telling it: HMAC-SHA256 over who it is, who both sides are,
/// and a number that the other side has just drawn. Nothing else is read before that.
/// </summary>
internal sealed class LinkHandshake(LinkOptions options)
{
    private const int NonceBytes = 32;
    private const int MaxHelloBytes = 4_096;

    /// <summary>As the one that connects.</summary>
    /// <exception cref="LinkRefusedException">The other side is not who was expected, or says that this one is not.</exception>
    public async Task ConnectAsync(WebSocket socket, NodeId self, NodeId peer, CancellationToken stop)
    {
        var hello = JsonSerializer.SerializeToUtf8Bytes(
            new LinkHello(options.Cluster, self.Name, self.Incarnation, peer.Name, peer.Incarnation, RandomNumberGenerator.GetBytes(NonceBytes)),
            LinkJson.Default.LinkHello);
        await SendAsync(socket, hello, stop);
        var answer = await ReceiveAsync(socket, stop);
        if (answer.Length != NonceBytes + HMACSHA256.HashSizeInBytes
            || !IsProof("server", hello, answer[..NonceBytes], answer[NonceBytes..]))
            throw new LinkRefusedException("it does not have this cluster's secret");
        await SendAsync(socket, Proof("client", hello, answer[..NonceBytes]), stop);
        if ((await ReceiveAsync(socket, stop)).Length != 1) throw new LinkRefusedException("it does not speak this protocol");
    }

    /// <summary>As the one that is connected to; null when the other side was turned away.</summary>
    public async Task<NodeId?> AcceptAsync(WebSocket socket, NodeId? self, CancellationToken stop)
    {
        var hello = await ReceiveAsync(socket, stop);
        var (peer, objection) = Judge(hello, self);
        if (objection is null)
        {
            var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
            await SendAsync(socket, [.. nonce, .. Proof("server", hello, nonce)], stop);
            if (!IsProof("client", hello, nonce, await ReceiveAsync(socket, stop))) objection = "wrong cluster secret";
        }

        if (objection is null)
        {
            await SendAsync(socket, [1], stop);
            return peer;
        }

        await socket.CloseAsync(WebSocketCloseStatus.PolicyViolation, objection, stop);
        return null;
    }

    private (NodeId Peer, string? Objection) Judge(byte[] bytes, NodeId? self)
    {
        LinkHello? hello = null;
        try
        {
            hello = JsonSerializer.Deserialize(bytes, LinkJson.Default.LinkHello);
        }
        catch (JsonException)
        {
            // Said below: it is no hello.
        }

        if (hello is not { Cluster: not null, From: not null, Nonce.Length: NonceBytes }) return (default, "this is a cluster link");
        var peer = new NodeId(hello.From, hello.FromIncarnation);
        if (hello.Cluster != options.Cluster) return (peer, $"this is cluster '{options.Cluster}'");
        if (self is not { } here) return (peer, "this node is no member");
        return (peer, here == new NodeId(hello.To ?? "", hello.ToIncarnation) ? null : $"this is {here}");
    }

    private byte[] Proof(string side, byte[] hello, byte[] nonce)
    {
        byte[] message = [.. Encoding.UTF8.GetBytes($"link {side}\n"), .. hello, .. nonce];
        return HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.Secret), message);
    }

    private bool IsProof(string side, byte[] hello, byte[] nonce, byte[] proof) =>
        CryptographicOperations.FixedTimeEquals(Proof(side, hello, nonce), proof);

    private static Task SendAsync(WebSocket socket, byte[] message, CancellationToken stop) =>
        socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, stop);

    private static async Task<byte[]> ReceiveAsync(WebSocket socket, CancellationToken stop)
    {
        var buffer = new byte[MaxHelloBytes];
        var result = await socket.ReceiveAsync(buffer, stop);
        if (result.MessageType == WebSocketMessageType.Close)
            throw new LinkRefusedException(result.CloseStatusDescription ?? "it closed the connection");
        if (result is { MessageType: WebSocketMessageType.Binary, EndOfMessage: true }) return buffer[..result.Count];
        throw new LinkRefusedException("it does not speak this protocol");
    }
}
