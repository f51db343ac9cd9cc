namespace ActiveRecording.Rtp.Tests.DataPlane;

public sealed class The_observer_of_a_leg : IDisposable
{
    private readonly Bench bench = new();
    private readonly Party alice;
    private readonly IRtpLeg leg;

    public The_observer_of_a_leg()
    {
        alice = bench.Party(10000);
        leg = bench.Leg(alice);
    }

    [Fact]
    public void Hears_of_the_first_packet_and_of_a_new_source()
    {
        bench.Talk(alice, leg, 2);
        alice.Ssrc = 0xB0B;
        bench.Talk(alice, leg, 2);

        var latency = bench.Simulator.Network.Latency;
        Assert.Equal(
            [new LegFact.FirstPacket(0xA11CE, 0, Simulation.VirtualTime.Start + latency), new LegFact.SsrcChanged(0xA11CE, 0xB0B)],
            bench.Facts);
    }

    [Fact]
    public void Hears_of_a_silence_once_and_of_its_end()
    {
        bench.Talk(alice, leg, 300);
        bench.Simulator.RunFor(TimeSpan.FromSeconds(60));
        Assert.Equal(TimeSpan.FromSeconds(10), Assert.IsType<LegFact.Silent>(Assert.Single(bench.Facts.Skip(1))).Since);

        bench.Talk(alice, leg, 1, first: 300);
        Assert.IsType<LegFact.Heard>(bench.Facts[^1]);
        bench.Simulator.RunFor(TimeSpan.FromSeconds(60));
        Assert.Equal(2, bench.Facts.OfType<LegFact.Silent>().Count());
    }

    [Fact]
    public void Hears_of_a_party_that_never_sent()
    {
        bench.Simulator.RunFor(TimeSpan.FromSeconds(11));

        Assert.IsType<LegFact.Silent>(Assert.Single(bench.Facts));
    }

    [Fact]
    public void Does_not_hear_of_silence_on_hold_or_after_the_end()
    {
        leg.SetRemote(new LegRemote(alice.Endpoints, MediaDirection.ReceiveOnly, []));
        bench.Simulator.RunFor(TimeSpan.FromSeconds(60));
        leg.Close();
        bench.Simulator.RunFor(TimeSpan.FromSeconds(60));

        Assert.Empty(bench.Facts);
    }

    public void Dispose() => bench.Dispose();
}
