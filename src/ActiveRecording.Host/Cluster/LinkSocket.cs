using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace ActiveRecording.Host.Cluster;

/// <summary>The side of a link that connects: from the node's own address, with its own certificate, to none but the cluster's.</summary>
/// <param name="options">How nodes are connected.</param>
internal sealed class LinkSocket(LinkOptions options) : IDisposable
{
    /// <summary>Where every node listens for links.</summary>
    public const string Path = "/cluster/link";

    private readonly HttpMessageInvoker invoker = new(NewHandler(options));

    /// <summary>A socket that is connected to a node.</summary>
    /// <exception cref="WebSocketException">Nobody is there, or it is no node of this cluster.</exception>
    public async Task<ClientWebSocket> ConnectAsync(string address, CancellationToken stop)
    {
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        try
        {
            var scheme = options.Certificates is null ? "ws" : "wss";
            await socket.ConnectAsync(new Uri($"{scheme}://{address}{Path}"), invoker, stop);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => invoker.Dispose();

    private static SocketsHttpHandler NewHandler(LinkOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = (context, stop) => DialAsync(options.From, context.DnsEndPoint, stop),
        };
        if (options.Certificates is not { } certificates) return handler;
        handler.SslOptions = new SslClientAuthenticationOptions
        {
            ClientCertificates = [certificates.Own],
            LocalCertificateSelectionCallback = (_, _, _, _, _) => certificates.Own,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificates.Trusts(certificate),
        };
        return handler;
    }

    private static async ValueTask<Stream> DialAsync(IPAddress? from, DnsEndPoint to, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (from is { AddressFamily: AddressFamily.InterNetwork } && !from.Equals(IPAddress.Any))
                socket.Bind(new IPEndPoint(from.MapToIPv6(), 0));
            await socket.ConnectAsync(to, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
