using System.Net;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Simulation.Crashes;

namespace ActiveRecording.SystemTests.Clusters;

/// <summary>
/// The network of one life of a node: may be cut off, and keeps what comes for a process that stands still, as far as
/// the buffers of its sockets go. Perhaps with a flaw.
/// </summary>
internal sealed class NodeNetwork(Life life, INetwork network, Bug bug) : INetwork
{
    private const int SocketBuffer = 400;
    private const int FirstMediaPort = 16_000;
    private int opened;
    private IPEndPoint? held;
    private readonly Bug bug = bug;
    private int answers;

    /// <summary>Datagrams get neither in nor out.</summary>
    public bool IsCut { get; set; }

    /// <inheritdoc/>
    public IDatagramSocket OpenDatagram(IPEndPoint local, DatagramReceived received)
    {
        var socket = Wrap(network.OpenDatagram, local, received);
        return bug == Bug.ReuseAPort && local.Port >= FirstMediaPort && local.Port % 2 == 0 ? Lie(socket) : socket;
    }

    /// <inheritdoc/>
    public IDatagramSocket TakeDatagram(IPEndPoint local, DatagramReceived received) => Wrap(network.TakeDatagram, local, received);

    /// <inheritdoc/>
    public IStreamListener Listen(IPEndPoint local, Func<IStreamConnection, IStreamReceiver> accepted) => network.Listen(local, accepted);

    /// <inheritdoc/>
    public IStreamConnection Connect(IPEndPoint remote, IStreamReceiver receiver) => network.Connect(remote, receiver);

    private Socket Wrap(Func<IPEndPoint, DatagramReceived, IDatagramSocket> open, IPEndPoint local, DatagramReceived received)
    {
        var waiting = 0;
        return new Socket(this, open(local, (payload, from) =>
        {
            if (IsCut) return;
            if (!life.IsPaused)
            {
                received(payload, from);
                return;
            }

            if (++waiting > SocketBuffer) return;
            var kept = payload.ToArray();
            life.Do(() =>
            {
                waiting = 0;
                received(kept, from);
            });
        }));
    }

    /// <summary>Every fourth stream is told that it has the port of the one before.</summary>
    private Socket Lie(Socket socket)
    {
        var before = held;
        held = socket.Local;
        return ++opened % 4 == 0 && before is not null ? socket with { Local = before } : socket;
    }

    private sealed record Socket(NodeNetwork Owner, IDatagramSocket Inner) : IDatagramSocket
    {
        public IPEndPoint Local { get; init; } = Inner.Local;

        public void Send(ReadOnlySpan<byte> payload, IPEndPoint to)
        {
            if (Owner.IsCut) return;
            Inner.Send(payload, to);
            if (Owner.bug == Bug.AcknowledgeTwice && payload.StartsWith("SIP/2.0 200"u8) && ++Owner.answers % 10 == 0)
                Inner.Send([.. "SIP/2.0 500"u8, .. payload["SIP/2.0 200"u8.Length..]], to);
        }

        public void Dispose() => Inner.Dispose();
    }
}
