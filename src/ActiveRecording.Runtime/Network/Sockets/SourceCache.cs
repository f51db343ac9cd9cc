using System.Net;

namespace ActiveRecording.Runtime.Network.Sockets;

/// <summary>
/// The <see cref="IPEndPoint"/> of each source seen lately, so that receiving allocates nothing. Belongs to one poll
/// thread.
/// </summary>
internal sealed class SourceCache
{
    /// <summary>Sources remembered; at the limit all are forgotten and learnt anew.</summary>
    private const int MaxSources = 8192;

    private static readonly IPEndPoint Factory = new(IPAddress.Any, 0);
    private static readonly IPEndPoint Factory6 = new(IPAddress.IPv6Any, 0);
    private readonly Dictionary<SocketAddress, IPEndPoint> sources = [];

    /// <param name="address">Reused by the caller for the next packet; copied when remembered.</param>
    public IPEndPoint Resolve(SocketAddress address)
    {
        if (sources.TryGetValue(address, out var known)) return known;
        if (sources.Count == MaxSources) sources.Clear();
        var copy = new SocketAddress(address.Family, address.Size);
        address.Buffer.Span[..address.Size].CopyTo(copy.Buffer.Span);
        var factory = address.Family == System.Net.Sockets.AddressFamily.InterNetworkV6 ? Factory6 : Factory;
        return sources[copy] = (IPEndPoint)factory.Create(copy);
    }
}
