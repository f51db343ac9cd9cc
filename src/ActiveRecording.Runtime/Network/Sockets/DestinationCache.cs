using System.Collections.Concurrent;
using System.Net;

namespace ActiveRecording.Runtime.Network.Sockets;

/// <summary>The serialized address of each destination used lately, so that sending allocates nothing. Thread-safe.</summary>
internal sealed class DestinationCache
{
    /// <summary>Destinations remembered; at the limit all are forgotten and learnt anew.</summary>
    private const int MaxDestinations = 4096;

    private readonly ConcurrentDictionary<IPEndPoint, Entry> destinations = new();
    private volatile Entry? last;

    public SocketAddress Serialize(IPEndPoint destination)
    {
        var latest = last;
        if (latest is not null && latest.Destination.Equals(destination)) return latest.Address;
        if (!destinations.TryGetValue(destination, out var entry)) entry = Remember(destination);
        last = entry;
        return entry.Address;
    }

    private Entry Remember(IPEndPoint destination)
    {
        if (destinations.Count >= MaxDestinations) destinations.Clear();
        // The key is a copy: an IPEndPoint can be changed by its owner.
        var entry = new Entry(new IPEndPoint(destination.Address, destination.Port), destination.Serialize());
        return destinations[entry.Destination] = entry;
    }

    private sealed record Entry(IPEndPoint Destination, SocketAddress Address);
}
