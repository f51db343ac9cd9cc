using System.Net;
using System.Net.Sockets;
using System.Text;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Simulation;
using ActiveRecording.Simulation.Network;

namespace ActiveRecording.Runtime.Tests.Virtual;

public sealed class Virtual_datagrams
{
    private static readonly IPEndPoint Alice = IPEndPoint.Parse("10.0.0.1:5060");
    private static readonly IPEndPoint Bob = IPEndPoint.Parse("10.0.0.2:5060");
    private readonly Simulator simulator = new();
    private readonly List<string> arrivals = [];
    private readonly IDatagramSocket alice;

    public Virtual_datagrams()
    {
        alice = simulator.Network.OpenDatagram(Alice, Note);
        simulator.Network.OpenDatagram(Bob, Note);
    }

    [Fact]
    public void Arrive_after_the_latency()
    {
        alice.Send("hello"u8, Bob);

        Settle();
        Assert.Equal(["hello from 10.0.0.1:5060 at 0.5"], arrivals);
    }

    [Fact]
    public void Can_be_lost()
    {
        simulator.Network.Rule = datagram => datagram.Number == 1 ? DatagramFate.Lost : DatagramFate.Delivered;

        alice.Send("one"u8, Bob);
        alice.Send("two"u8, Bob);

        Settle();
        Assert.Equal(["two from 10.0.0.1:5060 at 0.5"], arrivals);
    }

    [Fact]
    public void Can_be_doubled_and_overtaken()
    {
        simulator.Network.Rule = datagram => datagram.Number == 1
            ? DatagramFate.Doubled(TimeSpan.FromMilliseconds(3))
            : DatagramFate.Late(TimeSpan.FromMilliseconds(1));

        alice.Send("one"u8, Bob);
        alice.Send("two"u8, Bob);

        Settle();
        Assert.Equal(
            ["one from 10.0.0.1:5060 at 0.5", "two from 10.0.0.1:5060 at 1.5", "one from 10.0.0.1:5060 at 3.5"], arrivals);
    }

    [Fact]
    public void Suffer_the_same_faults_with_the_same_seed()
    {
        Assert.Equal(ArrivalsWithFaults(seed: 5), ArrivalsWithFaults(seed: 5));
        Assert.NotEqual(ArrivalsWithFaults(seed: 5), ArrivalsWithFaults(seed: 6));
    }

    [Fact]
    public void To_nobody_are_counted()
    {
        alice.Send("anybody?"u8, IPEndPoint.Parse("10.0.0.3:5060"));

        Settle();
        Assert.Equal(1, simulator.Network.DatagramsUnclaimed);
    }

    [Fact]
    public void Reach_a_socket_bound_to_every_address()
    {
        simulator.Network.OpenDatagram(new IPEndPoint(IPAddress.Any, 9), Note);

        alice.Send("any"u8, IPEndPoint.Parse("10.9.9.9:9"));

        Settle();
        Assert.Single(arrivals);
    }

    [Fact]
    public void Cannot_share_an_address()
    {
        var refusal = Assert.Throws<SocketException>(() => simulator.Network.OpenDatagram(Alice, Note));
        Assert.Equal(SocketError.AddressAlreadyInUse, refusal.SocketErrorCode);

        alice.Dispose();
        simulator.Network.OpenDatagram(Alice, Note).Dispose();
    }

    [Fact]
    public void Get_a_free_port_when_none_is_asked_for()
    {
        var first = simulator.Network.OpenDatagram(new IPEndPoint(IPAddress.Loopback, 0), Note);
        var second = simulator.Network.OpenDatagram(new IPEndPoint(IPAddress.Loopback, 0), Note);

        Assert.NotEqual(first.Local.Port, second.Local.Port);
        Assert.NotEqual(0, first.Local.Port);
    }

    private static List<string> ArrivalsWithFaults(ulong seed)
    {
        var run = new Virtual_datagrams();
        run.simulator.Network.Rule = new SeededFaults(new SeededIdentifiers(seed))
        {
            LostShare = 0.2,
            DoubledShare = 0.2,
            LateShare = 0.2,
        }.Decide;
        for (var i = 0; i < 50; i++) run.alice.Send(Encoding.ASCII.GetBytes($"{i}"), Bob);
        run.Settle();
        return run.arrivals;
    }

    private void Note(ReadOnlySpan<byte> payload, IPEndPoint from) =>
        arrivals.Add($"{Encoding.ASCII.GetString(payload)} from {from} at {simulator.Time.Elapsed.TotalMilliseconds:0.0}");

    private void Settle() => simulator.RunFor(TimeSpan.FromSeconds(1));
}
