using ActiveRecording.Rtp.Endpoints;
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
        var ports = Enumerable.Range(0, 3).Select(_ => Lease(pool)!.Port).ToList();

        Assert.Equal([16000, 16002, 16004], ports);
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
        var pool = Pool(16000, 16002);

        Assert.Equal(16002, Lease(pool, port => port == 16000 ? Binding.InUse : Binding.Bound)!.Port);
        Assert.Equal(1, pool.Leased);
    }

    [Fact]
    public void Gives_up_when_every_port_is_somebody_elses()
    {
        var pool = new RtpPortPool(new RtpPortRange(16000, 16004), TimeSpan.Zero, simulator.Time);
        var tried = new List<int>();

        Assert.Equal(Binding.InUse, pool.Lease(port => Try(port, Binding.InUse), out var lease));
        Assert.Null(lease);
        Assert.Equal([16000, 16002, 16004], tried);
        Assert.Equal(0, pool.Leased);

        Binding Try(int port, Binding outcome)
        {
            tried.Add(port);
            return outcome;
        }
    }

    [Fact]
    public void Does_not_try_every_port_when_the_system_has_no_socket_left()
    {
        var pool = Pool(16000, 16004);
        var tries = 0;

        Assert.Equal(Binding.Refused, pool.Lease(_ => tries++ < 0 ? Binding.Bound : Binding.Refused, out _));
        Assert.Equal(1, tries);
        Assert.Equal(0, pool.Leased);
    }

    [Fact]
    public void Leases_the_pair_that_is_wanted_or_none()
    {
        var pool = Pool(16000, 16004);

        Assert.Equal(Binding.Bound, pool.Lease(_ => Binding.Bound, out var lease, wanted: 16002));
        Assert.Equal(16002, lease!.Port);
        Assert.Equal(Binding.InUse, pool.Lease(_ => Binding.Bound, out _, wanted: 16002));
        Assert.Equal([16000, 16004], [Lease(pool)!.Port, Lease(pool)!.Port]);
    }

    [Theory]
    [InlineData(16001, 16004)]
    [InlineData(16000, 16003)]
    [InlineData(16004, 16000)]
    [InlineData(0, 16000)]
    [InlineData(16000, 70000)]
    public void Refuses_a_range_that_cannot_hold_pairs(int first, int last) =>
        Assert.Throws<ArgumentException>(() => Pool(first, last));

    private static RtpPortLease? Lease(RtpPortPool pool, Func<int, Binding>? bind = null) =>
        pool.Lease(bind ?? (_ => Binding.Bound), out var lease) == Binding.Bound ? lease : null;

    private RtpPortPool Pool(int first, int last) => new(new RtpPortRange(first, last), CoolDown, simulator.Time);
}
