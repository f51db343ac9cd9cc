using System.Net;
using System.Net.Sockets;
using ActiveRecording.Runtime.Network;

namespace ActiveRecording.Simulation.Network;

/// <summary>
/// A network inside one process and one thread. Any address can be bound, once per port; every datagram and every
/// piece of a stream takes <see cref="Latency"/>, a datagram what <see cref="Rule"/> makes of it.
/// </summary>
public sealed class VirtualNetwork(VirtualTime time) : INetwork
{
    private const int FirstFreePort = 49_152;
    private readonly Dictionary<IPEndPoint, VirtualDatagramSocket> datagrams = [];
    private readonly Dictionary<IPEndPoint, VirtualStreamListener> listeners = [];
    private int lastFreePort = FirstFreePort - 1;

    /// <summary>From sending to arrival, one way.</summary>
    public TimeSpan Latency { get; set; } = TimeSpan.FromMilliseconds(0.5);

    /// <summary>Decides the fate of each datagram; null delivers all.</summary>
    public DatagramRule? Rule { get; set; }

    /// <summary>The largest piece in which streams deliver, in bytes; small ones exercise framing.</summary>
    public int StreamPieceBytes { get; set; } = 16 * 1024;

    /// <summary>Datagrams sent so far.</summary>
    public long DatagramsSent { get; private set; }

    /// <summary>The addresses bound for datagrams at this moment.</summary>
    public IReadOnlyCollection<IPEndPoint> Bound => datagrams.Keys;

    /// <summary>Datagrams that found nobody at their destination.</summary>
    public long DatagramsUnclaimed { get; private set; }

    /// <inheritdoc/>
    public IDatagramSocket OpenDatagram(IPEndPoint local, DatagramReceived received)
    {
        var address = Claim(local, datagrams);
        return datagrams[address] = new VirtualDatagramSocket(this, address, received);
    }

    /// <inheritdoc/>
    public IDatagramSocket TakeDatagram(IPEndPoint local, DatagramReceived received)
    {
        var address = new IPEndPoint(local.Address, local.Port);
        return datagrams[address] = new VirtualDatagramSocket(this, address, received);
    }

    /// <inheritdoc/>
    public IStreamListener Listen(IPEndPoint local, Func<IStreamConnection, IStreamReceiver> accepted)
    {
        var address = Claim(local, listeners);
        return listeners[address] = new VirtualStreamListener(this, address, accepted);
    }

    /// <inheritdoc/>
    public IStreamConnection Connect(IPEndPoint remote, IStreamReceiver receiver)
    {
        var client = new VirtualConnection(this, new IPEndPoint(IPAddress.Any, 0), remote) { Receiver = receiver };
        After(2 * Latency, () => Establish(client, remote));
        return client;
    }

    internal void Transmit(IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> payload)
    {
        var datagram = new VirtualDatagram(++DatagramsSent, from, to, payload.ToArray());
        var fate = Rule?.Invoke(datagram) ?? DatagramFate.Delivered;
        foreach (var delay in fate.Arrivals) After(Latency + delay, () => Arrive(datagram));
    }

    internal void Release(VirtualDatagramSocket socket)
    {
        if (datagrams.TryGetValue(socket.Local, out var current) && current == socket) datagrams.Remove(socket.Local);
    }

    internal void Release(VirtualStreamListener listener) => listeners.Remove(listener.Local);

    internal void After(TimeSpan delay, Action action) =>
        time.CreateTimer(static run => ((Action)run!)(), action, delay, Timeout.InfiniteTimeSpan);

    private static IPEndPoint Anywhere(IPEndPoint address) => new(IPAddress.Any, address.Port);

    private void Arrive(VirtualDatagram datagram)
    {
        if (datagrams.TryGetValue(datagram.To, out var socket) || datagrams.TryGetValue(Anywhere(datagram.To), out socket))
            socket.Deliver(datagram.Payload.Span, datagram.From);
        else
            DatagramsUnclaimed++;
    }

    private void Establish(VirtualConnection client, IPEndPoint remote)
    {
        if (client.IsClosing) return;
        if (listeners.TryGetValue(remote, out var listener) || listeners.TryGetValue(Anywhere(remote), out listener))
            client.Establish(listener.Accept(new IPEndPoint(IPAddress.Loopback, FreePort()), remote));
        else
            client.End(new SocketException((int)SocketError.ConnectionRefused));
    }

    private IPEndPoint Claim<TOwner>(IPEndPoint local, Dictionary<IPEndPoint, TOwner> owners)
    {
        if (local.Port == 0)
        {
            IPEndPoint free;
            do free = new IPEndPoint(local.Address, FreePort());
            while (owners.ContainsKey(free));
            return free;
        }

        if (owners.ContainsKey(local)) throw new SocketException((int)SocketError.AddressAlreadyInUse);
        return new IPEndPoint(local.Address, local.Port);
    }

    private int FreePort() => lastFreePort = lastFreePort == IPEndPoint.MaxPort ? FirstFreePort : lastFreePort + 1;
}
