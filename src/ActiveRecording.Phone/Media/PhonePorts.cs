using System.Net;
using System.Net.Sockets;
using ActiveRecording.Runtime.Network;

namespace ActiveRecording.Phone.Media;

/// <summary>Opens an even RTP port and the odd RTCP port above it (RFC 3550 §11).</summary>
/// <param name="First">The lowest port, even.</param>
/// <param name="Last">The highest port.</param>
public sealed record PhonePorts(int First, int Last)
{
    internal (IDatagramSocket Rtp, IDatagramSocket Rtcp) Open(
        INetwork network, IPAddress address, DatagramReceived rtp, DatagramReceived rtcp)
    {
        for (var port = First; port < Last; port += 2)
        {
            if (TryOpen(network, new(address, port), rtp) is not { } media) continue;
            if (TryOpen(network, new(address, port + 1), rtcp) is { } control) return (media, control);
            media.Dispose();
        }

        throw new IOException($"No free pair of RTP ports from {First} to {Last} on {address}.");
    }

    private static IDatagramSocket? TryOpen(INetwork network, IPEndPoint local, DatagramReceived received)
    {
        try
        {
            return network.OpenDatagram(local, received);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return null;
        }
    }
}
