using System.Net;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Simulation;
using ActiveRecording.Simulation.Network;

namespace ActiveRecording.Runtime.Tests.Virtual;

public sealed class An_impaired_path
{
    private const int Packets = 20_000;
    private static readonly IPEndPoint Path = new(IPAddress.Loopback, 5_000);
    private static readonly IPEndPoint Target = new(IPAddress.Loopback, 6_000);
    private static readonly IPEndPoint Sender = new(IPAddress.Loopback, 7_000);

    [Fact]
    public void Loses_doubles_and_turns_round_the_shares_it_is_given()
    {
        var impairment = new Impairment(new SeededIdentifiers(1));

        var arrived = Send(impairment);

        Assert.InRange(impairment.Lost, Packets * 0.015, Packets * 0.025);
        Assert.InRange(impairment.Reordered, Packets * 0.045, Packets * 0.055);
        Assert.InRange(impairment.Doubled, Packets * 0.007, Packets * 0.013);
        Assert.Equal(Packets - impairment.Lost + impairment.Doubled, arrived.Count);
        Assert.Equal(Packets - impairment.Lost, arrived.Distinct().Count());
    }

    [Fact]
    public void Does_the_same_again_with_the_same_seed() =>
        Assert.Equal(Send(new Impairment(new SeededIdentifiers(7))), Send(new Impairment(new SeededIdentifiers(7))));

    [Fact]
    public void Keeps_the_order_under_jitter_alone()
    {
        var impairment = new Impairment(new SeededIdentifiers(1)) { LostShare = 0, ReorderedShare = 0, DoubledShare = 0 };

        Assert.Equal(Enumerable.Range(0, Packets), Send(impairment));
    }

    [Fact]
    public void Lets_the_successor_overtake_whatever_the_jitter()
    {
        var impairment = new Impairment(new SeededIdentifiers(1)) { LostShare = 0, ReorderedShare = 0.3, DoubledShare = 0 };

        var arrived = Send(impairment);

        var overtaken = Enumerable.Range(0, arrived.Count).Count(at => arrived.Take(at).TakeLast(4).Any(before => before > arrived[at]));
        Assert.InRange(overtaken, impairment.Reordered * 0.6, impairment.Reordered);
    }

    [Fact]
    public void Brings_back_what_the_target_sends_untouched()
    {
        var simulator = new Simulator();
        var back = new List<byte>();
        using var target = simulator.Network.OpenDatagram(Target, (_, _) => { });
        using var sender = simulator.Network.OpenDatagram(Sender, (bytes, from) =>
        {
            Assert.Equal(Path, from);
            back.Add(bytes[0]);
        });
        using var path = new ImpairedPath(
            simulator.Network, simulator.Time, Path, Target, new Impairment(new SeededIdentifiers(1)) { LostShare = 1 });
        sender.Send([1], Path);
        simulator.RunFor(TimeSpan.FromSeconds(1));

        for (byte number = 0; number < 100; number++) target.Send([number], Path);
        simulator.RunFor(TimeSpan.FromSeconds(1));

        Assert.Equal(Enumerable.Range(0, 100), back.Select(number => (int)number));
    }

    private static List<int> Send(Impairment impairment)
    {
        var simulator = new Simulator();
        var arrived = new List<int>();
        using var target = simulator.Network.OpenDatagram(Target, (bytes, _) => arrived.Add(BitConverter.ToInt32(bytes)));
        using var sender = simulator.Network.OpenDatagram(Sender, (_, _) => { });
        using var path = new ImpairedPath(simulator.Network, simulator.Time, Path, Target, impairment);
        for (var number = 0; number < Packets; number++)
        {
            sender.Send(BitConverter.GetBytes(number), Path);
            simulator.RunFor(TimeSpan.FromMilliseconds(20));
        }

        simulator.RunFor(TimeSpan.FromSeconds(1));
        return arrived;
    }
}
