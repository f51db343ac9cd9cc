using System.Net.WebSockets;

namespace ActiveRecording.Host.Cluster;

/// <summary>The side of a link that connects.</summary>
internal static class LinkSocket
{
    /// <summary>Where every node listens for links.</summary>
    public const string Path = "/cluster/link";

    public static Uri AddressOf(string address, LinkOptions options) =>
        new($"{(options.Certificates is null ? "ws" : "wss")}://{address}{Path}");

    /// <summary>A socket that shows this node's certificate and trusts only the cluster's authorities.</summary>
    public static ClientWebSocket Create(LinkOptions options)
    {
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        if (options.Certificates is not { } certificates) return socket;
        socket.Options.ClientCertificates = [certificates.Own];
        socket.Options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificates.Trusts(certificate);
        return socket;
    }
}
