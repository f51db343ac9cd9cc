using ActiveRecording.Rtp.Endpoints;
using ActiveRecording.Runtime.Network;

namespace ActiveRecording.Rtp.Portable;

/// <summary>A socket of the network, which receives from its first moment on.</summary>
internal sealed class PortableSocket(IDatagramSocket socket, AddressCache addresses) : IMediaSocket
{
    public void Start()
    {
    }

    public void Send(ReadOnlySpan<byte> datagram, in TransportAddress to) => socket.Send(datagram, addresses.Resolve(to));

    public void Latch(in TransportAddress peer)
    {
    }

    public void Close() => socket.Dispose();
}
