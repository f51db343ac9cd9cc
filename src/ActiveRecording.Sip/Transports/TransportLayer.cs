using System.Net;
using System.Net.Sockets;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Sip.Edges;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.Sip.Transports;

/// <summary>The transport layer of RFC 3261 §18: what an endpoint listens on and sends by. Used on the strand.</summary>
internal sealed class TransportLayer : IDisposable
{
    /// <summary>What fits into one datagram of IPv4 (RFC 768, RFC 791): 65 535 less 20 of IP and 8 of UDP; more would be lost unseen.</summary>
    private const int LargestDatagram = 65_507;

    private readonly SipEndpointOptions options;
    private readonly INetwork network;
    private readonly Inbox inbox;
    private readonly SipMeter meter;
    private readonly ConnectionTable connections;
    private readonly PeersWithoutStream withoutStream;
    private readonly VirtualAddress virtualAddress;
    private DatagramFlow[] datagrams = [];

    public TransportLayer(
        SipEndpointOptions options,
        INetwork network,
        TimerTable timers,
        TimeProvider time,
        Inbox inbox,
        SipMeter meter,
        ITransportUser user)
    {
        this.options = options;
        this.network = network;
        this.inbox = inbox;
        this.meter = meter;
        withoutStream = new(time);
        connections = new(options, network, timers, inbox, withoutStream, meter, user);
        virtualAddress = new(options, network, timers, inbox, connections);
    }

    public int Connections => connections.Count;

    /// <summary>The other nodes of the role; null for none.</summary>
    public ISipRelay? Relay { get; set; }

    /// <summary>The bound UDP addresses.</summary>
    public IReadOnlyList<IPEndPoint> Udp { get; private set; } = [];

    /// <summary>The bound TCP addresses.</summary>
    public IReadOnlyList<IPEndPoint> Tcp { get; private set; } = [];

    /// <summary>Binds everything or nothing.</summary>
    /// <exception cref="SocketException">An address is in use or not this machine's.</exception>
    public void Open()
    {
        var bound = new List<DatagramFlow>();
        try
        {
            // Negative flows are sockets, positive ones connections.
            foreach (var local in options.Udp) bound.Add(new(-1 - bound.Count, local, network.OpenDatagram, options.Limits, inbox));
            datagrams = [.. bound];
            Udp = [.. bound.Select(flow => flow.Local)];
            connections.Listen();
            Tcp = connections.Local;
        }
        catch
        {
            foreach (var flow in bound) flow.Dispose();
            throw;
        }
    }

    /// <summary>Gives a message to the transport.</summary>
    /// <returns>The flow taken; null when there is none or it takes nothing.</returns>
    public long? Send(ReadOnlySpan<byte> bytes, SipHop hop)
    {
        if (Relay is { } relay && SendByOther(relay, bytes, hop) is { } foreign) return foreign;
        return SendHere(bytes, hop);
    }

    /// <summary>
    /// Gives another node's message to this node's own transports. A request that was to leave by the virtual address, which this node
    /// has let go of, is not sent: its answer would come to an address that is about to be nobody's, and its sender repeats it.
    /// </summary>
    /// <returns>The flow taken; null when there is none or it takes nothing.</returns>
    public long? SendForOther(ReadOnlySpan<byte> bytes, SipHop hop)
    {
        var isByVirtualAddress = hop is { Transport: SipTransport.Udp, Flow: null } && options.VirtualAddress is not null;
        return isByVirtualAddress && virtualAddress.Towards(hop) is null && !bytes.StartsWith("SIP/"u8) ? null : SendHere(bytes, hop);
    }

    /// <summary>Gives a message to this node's own transports, whoever it is from.</summary>
    /// <returns>The flow taken; null when there is none or it takes nothing.</returns>
    public long? SendHere(ReadOnlySpan<byte> bytes, SipHop hop)
    {
        long flow;
        if (hop.Transport == SipTransport.Udp)
        {
            if (Datagram(hop) is not { } socket || bytes.Length > LargestDatagram) return null;
            if (bytes.Length > options.Limits.MaxMessageBytes) return null;
            socket.Send(bytes, hop.Remote);
            flow = socket.Id;
        }
        else if (connections.Send(bytes, hop, out flow) is null)
        {
            return null;
        }

        meter.Sent(hop.Transport);
        return flow;
    }

    /// <summary>Takes the virtual address, or lets go of it.</summary>
    public void HoldVirtualAddress(bool held) => virtualAddress.Hold(held);

    /// <summary>Closes the connections that peers made.</summary>
    public void CloseAccepted() => connections.CloseAccepted();

    /// <summary>The address that messages on this hop come to or leave from.</summary>
    public IPEndPoint LocalOf(SipHop hop) => hop.Transport == SipTransport.Udp
        ? Datagram(hop)?.Local ?? Unspecified
        : (hop.Flow is { } flow ? connections.LocalOf(flow) : null) ?? Listening(hop) ?? Unspecified;

    /// <summary>The address peers reach this endpoint at by the hop's transport: Via and Contact.</summary>
    public IPEndPoint Listening(SipHop hop) =>
        First(hop.Transport == SipTransport.Udp ? Udp : Tcp, hop) ?? First(Tcp, hop) ?? First(Udp, hop) ?? Unspecified;

    /// <summary>The sent-by of a Via, also host and port of a Contact.</summary>
    public (string Host, int Port) SentBy(SipHop hop)
    {
        var local = Listening(hop);
        return (options.AdvertisedHost ?? Literal(options.VirtualAddress ?? local.Address), local.Port);
    }

    /// <summary>Whether a connection is open. From any thread.</summary>
    public bool Has(long flow) => ForeignFlow.TryRead(flow, out var edge, out _) ? Relay?.Reaches(edge) ?? false : connections.Has(flow);

    /// <summary>Whether a peer could reach this endpoint by TCP.</summary>
    public bool ListensOnStream(SipHop hop) => First(Tcp, hop) is not null;

    /// <summary>Whether TCP to that peer failed lately.</summary>
    public bool IsWithoutStream(IPEndPoint peer) => withoutStream.Contains(peer);

    /// <summary>Closes a connection after what is queued has been sent.</summary>
    public void Close(long flow) => connections.Close(flow);

    public void Dispose()
    {
        foreach (var flow in datagrams) flow.Dispose();
        virtualAddress.Dispose();
        connections.Dispose();
    }

    private static readonly IPEndPoint Unspecified = new(IPAddress.Any, 0);

    private static IPEndPoint? First(IReadOnlyList<IPEndPoint> bound, SipHop hop) =>
        bound.FirstOrDefault(local => local.AddressFamily == hop.Remote.AddressFamily);

    private static string Literal(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();

    /// <summary>
    /// By the flow of another node where it says so, or a datagram by the virtual address where another node has that; null
    /// for neither. A connection of a node that is gone takes nothing, a datagram then leaves from here.
    /// </summary>
    private long? SendByOther(ISipRelay relay, ReadOnlySpan<byte> bytes, SipHop hop)
    {
        if (bytes.Length > options.Limits.MaxMessageBytes) return null;
        if (ForeignFlow.TryRead(hop.Flow, out var edge, out var flow))
            return relay.Send(edge, hop with { Flow = flow }, bytes) ? Taken(hop, hop.Flow!.Value) : null;
        if (hop.Transport != SipTransport.Udp || options.VirtualAddress is null || OwnDatagram(hop.Flow) is not null) return null;
        return relay.VirtualAddressHolder is { } holder && relay.Send(holder, hop with { Flow = null }, bytes)
            ? Taken(hop, ForeignFlow.Of(holder, 0))
            : null;
    }

    private long Taken(SipHop hop, long flow)
    {
        meter.Sent(hop.Transport);
        return flow;
    }

    private DatagramFlow? OwnDatagram(long? number) => number is { } id
        ? Array.Find(datagrams, flow => flow.Id == id) ?? virtualAddress.Find(id)
        : null;

    private DatagramFlow? Datagram(SipHop hop) =>
        OwnDatagram(hop.Flow)
        ?? virtualAddress.Towards(hop)
        ?? Array.Find(datagrams, flow => flow.Local.AddressFamily == hop.Remote.AddressFamily);
}
