using System.Net;

namespace ActiveRecording.Host.Configuration;

/// <summary>The node's HTTP surface.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="MaxConnections">Connections at once; beyond, new ones are closed.</param>
/// <param name="MaxRequestBytes">A request's body; beyond it 413.</param>
public sealed record HttpOptions(IPEndPoint Address, int MaxConnections, long MaxRequestBytes)
{
    internal static HttpOptions Read(Settings http) => new(
        http.ListenAddress("address"),
        http.Number("max-connections", 1, 100_000),
        http.Size("max-request", 1_024, 1L << 30));
}
