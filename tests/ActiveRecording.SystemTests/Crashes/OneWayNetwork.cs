using System.Net;
using ActiveRecording.Runtime.Network;

namespace ActiveRecording.SystemTests.Crashes;

/// <summary>A network in which some can connect but not be connected to, as behind address translation.</summary>
internal sealed class OneWayNetwork(INetwork network, Func<IPEndPoint, bool> isHidden) : INetwork
{
    private static readonly IPEndPoint Nobody = new(IPAddress.Loopback, 9);

    public IDatagramSocket OpenDatagram(IPEndPoint local, DatagramReceived received) => network.OpenDatagram(local, received);

    public IStreamListener Listen(IPEndPoint local, Func<IStreamConnection, IStreamReceiver> accepted) => network.Listen(local, accepted);

    public IStreamConnection Connect(IPEndPoint remote, IStreamReceiver receiver) =>
        network.Connect(isHidden(remote) ? Nobody : remote, receiver);
}
