using ActiveRecording.Phone;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Simulation.Network;

namespace ActiveRecording.SystemTests.Phones;

public sealed class Calls_on_a_bad_network
{
    public static TheoryData<ulong> Seeds => [.. Enumerable.Range(1, 25).Select(seed => (ulong)seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Are_established_and_ended_for_both(ulong seed)
    {
        var phones = OneCall(seed, out var endings);

        Assert.True(endings is (CallEndCause.HungUpHere, CallEndCause.HungUpThere), $"{endings}\n{phones.Ladder()}");
    }

    [Fact]
    public void Run_the_same_way_again_from_the_same_seed()
    {
        var first = OneCall(7, out _);
        var second = OneCall(7, out _);

        Assert.Equal(first.Ladder(), second.Ladder());
        Assert.Equal(first.Simulator.Network.DatagramsSent, second.Simulator.Network.DatagramsSent);
        Assert.Equal(first.Simulator.Time.Elapsed, second.Simulator.Time.Elapsed);
    }

    private static TwoPhones OneCall(ulong seed, out (CallEndCause Caller, CallEndCause Callee) endings)
    {
        var phones = new TwoPhones(seed: seed, shuffled: true);
        phones.Bob.Incoming = new IncomingPlan.Answer(TimeSpan.FromSeconds(1));
        phones.Simulator.Network.Rule = new SeededFaults(new SeededIdentifiers(seed))
        {
            LostShare = 0.15,
            DoubledShare = 0.1,
            LateShare = 0.1,
        }.Decide;
        endings = phones.Simulator.Run(async () =>
        {
            var call = phones.Alice.Call($"{phones.Bob.Address}");
            await call.Established;
            await phones.Simulator.Delay(TimeSpan.FromSeconds(2));
            var ending = await call.HangUpAsync();
            var answered = await phones.Bob.NextCallAsync();
            return (ending.Cause, (await answered.Ended).Cause);
        });
        return phones;
    }
}
