using System.Net;
using ActiveRecording.Rtp.Endpoints;

namespace ActiveRecording.Rtp.Portable;

/// <summary>The <see cref="IPEndPoint"/> of each address sent to lately, so that sending allocates nothing. Belongs to one shard.</summary>
internal sealed class AddressCache
{
    /// <summary>Addresses remembered; at the limit all are forgotten and learnt anew.</summary>
    private const int MaxAddresses = 4096;

    private readonly Dictionary<TransportAddress, IPEndPoint> addresses = [];

    public IPEndPoint Resolve(in TransportAddress address)
    {
        if (addresses.TryGetValue(address, out var known)) return known;
        if (addresses.Count == MaxAddresses) addresses.Clear();
        return addresses[address] = address.ToEndPoint();
    }
}
