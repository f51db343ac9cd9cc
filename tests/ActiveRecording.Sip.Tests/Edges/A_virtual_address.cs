using System.Net;
using ActiveRecording.Simulation;
using ActiveRecording.Sip.Edges;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Tests.Endpoint;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Sip.Tests.Edges;

/// <summary>Two nodes that share 10.0.0.10 and a peer that knows only that address, on a virtual network.</summary>
public sealed class A_virtual_address : IDisposable
{
    private static readonly IPAddress Shared = IPAddress.Parse("10.0.0.10");
    private static readonly IPEndPoint At = new(Shared, 5060);
    private readonly Simulator simulator = new();
    private readonly Party east;
    private readonly Party west;
    private readonly Party peer;
    private readonly Other toWest;
    private readonly Other toEast;

    public A_virtual_address()
    {
        (east, west) = (Node("10.0.0.11"), Node("10.0.0.12"));
        peer = new Party(simulator, new SipEndpointOptions { Name = "peer", Udp = [new(IPAddress.Parse("10.0.0.99"), 5060)] });
        (toWest, toEast) = (new Other(west), new Other(east));
        (east.Endpoint.Relay, west.Endpoint.Relay) = (toWest, toEast);
    }

    [Fact]
    public void Is_where_requests_leave_from_and_answers_come_to()
    {
        Hold(east);
        east.Send(SipMethod.Info, peer);
        Run(10);
        peer.Answer(200);
        Run(10);

        Assert.Equal(At, peer.Requests[0].From.Remote);
        Assert.Equal("10.0.0.10", peer.Requests[0].Request.TopVia.Host);
        Assert.Equal("10.0.0.10", peer.Requests[0].Request.Contact!.Uri.Host);
        Assert.Equal("200", east.Told);
    }

    [Fact]
    public void Is_left_by_for_a_node_that_does_not_have_it()
    {
        Hold(west);
        toWest.HoldsAddress = true;
        east.Send(SipMethod.Info, peer);
        Run(10);

        Assert.Equal(At, peer.Requests[0].From.Remote);
        Assert.Equal(1, toWest.Sent);
    }

    [Fact]
    public void Is_done_without_where_nobody_has_it()
    {
        east.Send(SipMethod.Info, peer);
        Run(10);

        Assert.Equal(IPAddress.Parse("10.0.0.11"), peer.Requests[0].From.Remote.Address);
    }

    [Fact]
    public void Goes_to_whoever_takes_it_last()
    {
        Hold(east);
        Hold(west);
        Ask();
        Assert.Equal(("", "OPTIONS"), (east.Told, west.Told));

        // The one that had it lets go of what it no longer has.
        Hold(east, held: false);
        Ask();
        Assert.Equal(("", "OPTIONS OPTIONS"), (east.Told, west.Told));

        Hold(west, held: false);
        Hold(east);
        Ask();
        Assert.Equal(("OPTIONS", "OPTIONS OPTIONS"), (east.Told, west.Told));
    }

    [Fact]
    public void Is_answered_by_even_when_it_has_moved_since()
    {
        Hold(east);
        Ask();
        Hold(east, held: false);
        Hold(west);
        toWest.HoldsAddress = true;
        east.Answer(200);
        Run(10);

        Assert.Equal("200", peer.Told);
        Assert.Equal(1, toWest.Sent);
    }

    [Fact]
    public void Of_connections_is_bound_as_soon_as_the_other_node_lets_go()
    {
        var (one, other) = (Node("10.0.0.13", tcp: true), Node("10.0.0.14", tcp: true));
        Hold(one);
        Hold(other);
        Run(1_000);
        Hold(one, held: false);
        Run(100);
        using var caller = new Party(simulator, new SipEndpointOptions { Name = "caller", Tcp = [new(IPAddress.Parse("10.0.0.98"), 5060)] });
        caller.Endpoint.Send(caller.Request(SipMethod.Options, other), new SipHop(SipTransport.Tcp, At), caller);
        Run(100);

        Assert.Equal(("", "OPTIONS"), (one.Told, other.Told));
        one.Dispose();
        other.Dispose();
    }

    public void Dispose()
    {
        east.Dispose();
        west.Dispose();
        peer.Dispose();
    }

    private Party Node(string address, bool tcp = false) => new(simulator, new SipEndpointOptions
    {
        Name = address,
        Udp = tcp ? [] : [new(IPAddress.Parse(address), 5060)],
        Tcp = tcp ? [new(IPAddress.Parse(address), 5060)] : [],
        VirtualAddress = Shared,
    });

    private void Hold(Party node, bool held = true)
    {
        node.Endpoint.Post(() => node.Endpoint.HoldVirtualAddress(held));
        Run(1);
    }

    private void Ask()
    {
        peer.Endpoint.Send(peer.Request(SipMethod.Options, east), new SipHop(SipTransport.Udp, At), peer);
        Run(10);
    }

    private void Run(int milliseconds) => simulator.RunFor(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>The other node, reached without delay.</summary>
    private sealed class Other(Party node) : ISipRelay
    {
        public bool HoldsAddress { get; set; }

        public int Sent { get; private set; }

        public long? VirtualAddressHolder => HoldsAddress ? 2 : null;

        public bool TryPassOn(SipMessage message, SipHop from) => false;

        public bool Send(long edge, SipHop hop, ReadOnlySpan<byte> bytes)
        {
            Sent++;
            var copy = bytes.ToArray();
            node.Endpoint.Post(() => node.Endpoint.SendHere(copy, hop));
            return true;
        }

        public bool Reaches(long edge) => true;

        public void Answered(SipResponse response)
        {
        }

        public void FlowClosed(long flow)
        {
        }
    }
}
