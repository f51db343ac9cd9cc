using System.Net;
using ActiveRecording.Runtime.Network;

namespace ActiveRecording.Rtp.Tests.DataPlane;

/// <summary>A network without a wire: datagrams are handed in by the test, what is sent is counted. Allocates nothing.</summary>
internal sealed class DirectNetwork : INetwork
{
    private readonly Dictionary<int, DatagramReceived> receivers = [];

    public long Sent { get; private set; }

    public void Hand(ReadOnlySpan<byte> datagram, IPEndPoint from, IPEndPoint to) => receivers[to.Port](datagram, from);

    public IDatagramSocket OpenDatagram(IPEndPoint local, DatagramReceived received)
    {
        receivers[local.Port] = received;
        return new Socket(this, local);
    }

    public IStreamListener Listen(IPEndPoint local, Func<IStreamConnection, IStreamReceiver> accepted) => throw new NotSupportedException();

    public IStreamConnection Connect(IPEndPoint remote, IStreamReceiver receiver) => throw new NotSupportedException();

    private sealed class Socket(DirectNetwork network, IPEndPoint local) : IDatagramSocket
    {
        public IPEndPoint Local => local;

        public void Send(ReadOnlySpan<byte> payload, IPEndPoint to) => network.Sent++;

        public void Dispose() => network.receivers.Remove(local.Port);
    }
}
