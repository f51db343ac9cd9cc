using System.Net;
using ActiveRecording.Runtime.Network;

namespace ActiveRecording.InteropTests.Scenarios;

/// <summary>A network on which one can connect but not be connected to, as behind address translation.</summary>
internal sealed class DeafNetwork(INetwork network) : INetwork
{
    public IDatagramSocket OpenDatagram(IPEndPoint local, DatagramReceived received) => network.OpenDatagram(local, received);

    public IStreamListener Listen(IPEndPoint local, Func<IStreamConnection, IStreamReceiver> accepted)
    {
        var listener = network.Listen(local, accepted);
        listener.Dispose();
        return listener;
    }

    public IStreamConnection Connect(IPEndPoint remote, IStreamReceiver receiver) => network.Connect(remote, receiver);
}
