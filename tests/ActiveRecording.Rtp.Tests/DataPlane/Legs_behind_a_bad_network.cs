using System.Net;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Simulation.Network;

namespace ActiveRecording.Rtp.Tests.DataPlane;

public sealed class Legs_behind_a_bad_network : IDisposable
{
    private const int Calls = 10;
    private const int Packets = 1_000;
    private readonly Bench bench = new();

    /// <summary>2 % lost, 5 % overtaken, 1 % doubled, up to 30 ms of jitter: what arrives is neither changed, sorted nor left out.</summary>
    [Fact]
    public void Relay_and_copy_what_arrives_byte_for_byte_in_the_order_of_arrival()
    {
        var calls = Enumerable.Range(0, Calls).Select(Call).ToList();

        for (var number = 0; number < Packets; number++)
        {
            foreach (var call in calls) call.Alice.Say(RtpEndpoints.At(call.Path.Local.Address, call.Path.Local.Port), number);
            bench.Simulator.RunFor(TimeSpan.FromMilliseconds(20));
        }

        bench.Simulator.RunFor(TimeSpan.FromSeconds(1));

        Assert.All(calls, call =>
        {
            Assert.Equal(Packets - call.Impairment.Lost + call.Impairment.Doubled, call.Arrived.Count);
            Assert.Equal(call.Arrived, call.Bob.Heard);
            Assert.Equal(call.Arrived, call.Recorder.Heard);
        });
        Assert.True(calls.Sum(call => call.Impairment.Lost) > 0);
        Assert.True(calls.Sum(call => call.Impairment.Doubled) > 0);
        Assert.Contains(calls, call => !call.Arrived.Select(Number).SequenceEqual(call.Arrived.Select(Number).Order()));
    }

    public void Dispose() => bench.Dispose();

    private static int Number(byte[] packet) => packet[2] << 8 | packet[3];

    private ImpairedCall Call(int number)
    {
        var alice = bench.Party(10_000 + 10 * number);
        var bob = bench.Party(10_002 + 10 * number);
        var recorder = bench.Party(10_004 + 10 * number);
        var (legA, legB) = (bench.Leg(), bench.Leg(bob));
        legA.BridgeTo(legB);
        bench.Replica(legA).SetRemote(recorder.Endpoints);
        var impairment = new Impairment(new SeededIdentifiers((ulong)number + 1));
        var arrived = new List<byte[]>();
        var path = new ImpairedPath(
            bench.Simulator.Network, bench.Simulator.Time, new IPEndPoint(IPAddress.Loopback, 10_006 + 10 * number), legA.Local.Rtp,
            impairment, (bytes, _) => arrived.Add(bytes.ToArray()));
        legA.SetRemote(new LegRemote(
            RtpEndpoints.At(path.Local.Address, path.Local.Port), MediaDirection.SendReceive, [PayloadFormat.Pcmu]));
        return new(alice, bob, recorder, path, impairment, arrived);
    }

    private sealed record ImpairedCall(
        Party Alice, Party Bob, Party Recorder, ImpairedPath Path, Impairment Impairment, List<byte[]> Arrived);
}
