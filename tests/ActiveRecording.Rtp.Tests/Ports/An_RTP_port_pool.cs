using System.Net;
using ActiveRecording.Rtp.Ports;
using ActiveRecording.Simulation;

namespace ActiveRecording.Rtp.Tests.Ports;

public sealed class An_RTP_port_pool
{
    private static readonly TimeSpan CoolDown = TimeSpan.FromSeconds(5);
    private readonly Simulator simulator = new();

    [Fact]
    public void Leases_each_even_and_odd_pair_once()
    {
        var pool = Pool(16000, 16004);
        var ports = Enumerable.Range(0, 3).Select(_ => Lease(pool)!.Local).ToList();

        Assert.Equal([16000, 16002, 16004], ports.Select(pair => pair.Rtp.Port));
        Assert.All(ports, pair => Assert.Equal(pair.Rtp.Port + 1, pair.Rtcp.Port));
        Assert.Equal(3, pool.Leased);
        Assert.Null(Lease(pool));
    }

    [Fact]
    public void Lets_a_pair_rest_before_it_is_leased_again()
    {
        var pool = Pool(16000, 16000);
        var pair = Lease(pool)!;
        pair.Dispose();
        pair.Dispose();
        Assert.Equal(0, pool.Leased);

        simulator.RunFor(CoolDown - TimeSpan.FromMilliseconds(1));
        Assert.Null(Lease(pool));
        simulator.RunFor(TimeSpan.FromMilliseconds(1));
        Assert.NotNull(Lease(pool));
    }

    [Fact]
    public void Passes_over_ports_that_somebody_else_holds()
    {
        using var stranger = simulator.Network.OpenDatagram(new IPEndPoint(IPAddress.Loopback, 16001), (_, _) => { });
        var pool = Pool(16000, 16002);

        Assert.Equal(16002, Lease(pool)!.Local.Rtp.Port);
        Assert.Equal(1, pool.Leased);
    }

    [Theory]
    [InlineData(16001, 16004)]
    [InlineData(16000, 16003)]
    [InlineData(16004, 16000)]
    [InlineData(0, 16000)]
    [InlineData(16000, 70000)]
    public void Refuses_a_range_that_cannot_hold_pairs(int first, int last) =>
        Assert.Throws<ArgumentException>(() => Pool(first, last));

    private static RtpPortPair? Lease(RtpPortPool pool) => pool.TryLease((_, _) => { }, (_, _) => { }, out var pair) ? pair : null;

    private RtpPortPool Pool(int first, int last) =>
        new(IPAddress.Loopback, new RtpPortRange(first, last), CoolDown, simulator.Network, simulator.Time);
}
