using System.Net;
using ActiveRecording.Runtime;
using ActiveRecording.Runtime.Network;

namespace ActiveRecording.SystemTests.Clusters;

/// <summary>
/// The network as phones have it, with something in it that spreads load: of what they send to the virtual address, a share goes to any
/// node instead.
/// </summary>
internal sealed class AnyNode(INetwork network, IIdentifiers chance, IPAddress virtualAddress, IReadOnlyList<IPAddress> nodes) : INetwork
{
    /// <summary>Of datagrams, in per cent.</summary>
    public int Share { get; set; }

    /// <inheritdoc/>
    public IDatagramSocket OpenDatagram(IPEndPoint local, DatagramReceived received) => new Socket(this, network.OpenDatagram(local, received));

    /// <inheritdoc/>
    public IStreamListener Listen(IPEndPoint local, Func<IStreamConnection, IStreamReceiver> accepted) => network.Listen(local, accepted);

    /// <inheritdoc/>
    public IStreamConnection Connect(IPEndPoint remote, IStreamReceiver receiver) => network.Connect(remote, receiver);

    private IPEndPoint Spread(IPEndPoint to)
    {
        if (!to.Address.Equals(virtualAddress) || chance.NextUInt64() % 100 >= (ulong)Share) return to;
        return new IPEndPoint(nodes[(int)(chance.NextUInt64() % (ulong)nodes.Count)], to.Port);
    }

    private sealed class Socket(AnyNode owner, IDatagramSocket socket) : IDatagramSocket
    {
        public IPEndPoint Local => socket.Local;

        public void Send(ReadOnlySpan<byte> payload, IPEndPoint to) => socket.Send(payload, owner.Spread(to));

        public void Dispose() => socket.Dispose();
    }
}
