using System.Net;
using ActiveRecording.Runtime.Network;

namespace ActiveRecording.Simulation.Crashes;

/// <summary>A network whose sockets end with their life.</summary>
public sealed class MortalNetwork(Life life, INetwork network) : INetwork
{
    /// <inheritdoc/>
    public IDatagramSocket OpenDatagram(IPEndPoint local, DatagramReceived received) =>
        life.Owns(new Socket(life, network.OpenDatagram(local, received)));

    /// <inheritdoc/>
    public IDatagramSocket TakeDatagram(IPEndPoint local, DatagramReceived received) =>
        life.Owns(new Socket(life, network.TakeDatagram(local, received)));

    /// <inheritdoc/>
    public IStreamListener Listen(IPEndPoint local, Func<IStreamConnection, IStreamReceiver> accepted) =>
        life.Owns(network.Listen(local, connection => accepted(life.Owns(connection))));

    /// <inheritdoc/>
    public IStreamConnection Connect(IPEndPoint remote, IStreamReceiver receiver) => life.Owns(network.Connect(remote, receiver));

    /// <summary>What is on its way out of an interrupted step is not sent.</summary>
    private sealed class Socket(Life life, IDatagramSocket socket) : IDatagramSocket
    {
        public IPEndPoint Local => socket.Local;

        public void Send(ReadOnlySpan<byte> payload, IPEndPoint to)
        {
            if (!life.IsOver) socket.Send(payload, to);
        }

        public void Dispose() => socket.Dispose();
    }
}
