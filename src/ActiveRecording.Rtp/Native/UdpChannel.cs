using ActiveRecording.Rtp.Endpoints;

namespace ActiveRecording.Rtp.Native;

/// <summary>A descriptor in the loop's epoll set and whose datagrams it brings.</summary>
/// <param name="descriptor">Of a bound UDP socket.</param>
/// <param name="endpoint">Takes what comes.</param>
/// <param name="isRtp">On the even port.</param>
/// <param name="isMany">Many streams arrive, several segments at once.</param>
internal sealed class UdpChannel(int descriptor, Endpoint endpoint, bool isRtp, bool isMany)
{
    public int Descriptor => descriptor;

    public Endpoint Endpoint => endpoint;

    public bool IsRtp => isRtp;

    public bool IsMany => isMany;

    /// <summary>Its number in the epoll set; null while it is not served.</summary>
    public ulong? Key { get; set; }

    /// <summary>Set when nothing can come but from there.</summary>
    public TransportAddress? Peer { get; set; }

    /// <summary>The wake it was last readable in.</summary>
    public long LastWake { get; set; }
}
