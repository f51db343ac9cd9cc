using System.Net;

namespace ActiveRecording.Sip.Transports;

/// <summary>
/// Peers that a TCP connection could not be made to lately. Their long requests go by UDP without another attempt: one
/// behind a silent firewall costs seconds.
/// </summary>
internal sealed class PeersWithoutStream(TimeProvider time)
{
    /// <summary>Until TCP is tried again.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private const int MaxPeers = 1_024;
    private readonly Dictionary<IPEndPoint, long> since = [];

    public bool Contains(IPEndPoint peer) => since.TryGetValue(peer, out var noted) && time.GetElapsedTime(noted) < Kept;

    /// <summary>Notes a peer; at the bound only when others can be forgotten.</summary>
    public void Add(IPEndPoint peer)
    {
        if (since.Count >= MaxPeers) Forget();
        if (since.Count < MaxPeers) since[peer] = time.GetTimestamp();
    }

    public void Remove(IPEndPoint peer) => since.Remove(peer);

    private void Forget()
    {
        foreach (var peer in since.Keys.Where(peer => !Contains(peer)).ToList()) since.Remove(peer);
    }
}
