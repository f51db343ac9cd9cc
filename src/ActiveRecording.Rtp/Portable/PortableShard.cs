using System.Net;
using System.Net.Sockets;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Endpoints;
using ActiveRecording.Runtime.Network;

namespace ActiveRecording.Rtp.Portable;

/// <summary>Endpoints behind one lock; packets, timers and control come on whatever thread. Facts are told when the lock is free.</summary>
internal sealed class PortableShard(INetwork network, TimeProvider time, ArrivalClock clock) : Shard(clock)
{
    private readonly Lock gate = new();
    private readonly AddressCache addresses = new();
    private List<(ILegObserver Observer, IRtpLeg Leg, LegFact Fact)>? facts;
    private int depth;

    /// <summary>The shards of a plane, with one clock.</summary>
    public static Shard[] Several(RtpDataPlaneOptions options, INetwork network, TimeProvider time)
    {
        var clock = new ArrivalClock(time);
        var count = options.Shards > 0 ? options.Shards : Math.Max(1, Environment.ProcessorCount / 2);
        return [.. Enumerable.Range(0, count).Select(_ => new PortableShard(network, time, clock))];
    }

    public override void Run(Action action)
    {
        Enter();
        try
        {
            action();
        }
        finally
        {
            Leave();
        }
    }

    public override ITimer CreateTimer(Action due, TimeSpan after, TimeSpan period) =>
        time.CreateTimer(_ => Run(due), state: null, after, period);

    public override void Tell(ILegObserver observer, IRtpLeg leg, LegFact fact) => (facts ??= []).Add((observer, leg, fact));

    public override Binding TryBind(Endpoint endpoint, IPAddress address, int port, TrafficShape shape, out MediaSockets? sockets)
    {
        sockets = null;
        IDatagramSocket? even = null;
        try
        {
            even = network.OpenDatagram(new IPEndPoint(address, port), (datagram, from) => Receive(endpoint, isRtp: true, datagram, from));
            var odd = network.OpenDatagram(new IPEndPoint(address, port + 1), (datagram, from) => Receive(endpoint, isRtp: false, datagram, from));
            sockets = new MediaSockets(
                new PortableSocket(even, addresses), new PortableSocket(odd, addresses), new RtpEndpoints(even.Local, odd.Local));
            return Binding.Bound;
        }
        catch (SocketException exception)
        {
            even?.Dispose();
            return exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied ? Binding.InUse : Binding.Refused;
        }
    }

    public override void Dispose()
    {
    }

    private void Receive(Endpoint endpoint, bool isRtp, ReadOnlySpan<byte> datagram, IPEndPoint from)
    {
        Enter();
        try
        {
            var arrival = Clock.Now;
            if (isRtp) endpoint.RtpReceived(datagram, TransportAddress.From(from), arrival);
            else endpoint.RtcpReceived(datagram, TransportAddress.From(from), arrival);
        }
        finally
        {
            Leave();
        }
    }

    private void Enter()
    {
        gate.Enter();
        depth++;
    }

    private void Leave()
    {
        var told = --depth == 0 ? facts : null;
        if (told is not null) facts = null;
        gate.Exit();
        if (told is null) return;
        foreach (var (observer, leg, fact) in told) observer.Observed(leg, fact);
    }
}
