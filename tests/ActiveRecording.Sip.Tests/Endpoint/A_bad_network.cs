using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Simulation;
using ActiveRecording.Simulation.Network;

namespace ActiveRecording.Sip.Tests.Endpoint;

public sealed class A_bad_network
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Loses_doubles_and_delays_and_still_every_call_is_answered_once(ulong seed)
    {
        var simulator = new Simulator(seed, shuffled: true);
        simulator.Network.Rule = new SeededFaults(new SeededIdentifiers(seed)) { LostShare = 0.2, DoubledShare = 0.1, LateShare = 0.2 }.Decide;
        using var alice = new Party(simulator, Party.Listening(5070));
        using var bob = new Party(simulator, Party.Listening(5080));
        bob.OnRequest = (_, _) => bob.Answer(200);

        for (var i = 0; i < 100; i++) alice.Send(i % 2 == 0 ? SipMethod.Invite : SipMethod.Info, bob);
        simulator.RunFor(TimeSpan.FromMinutes(2));

        Assert.Equal(100, bob.Requests.DistinctBy(request => request.Request.CallId).Count());
        Assert.Equal(100, bob.Requests.Count);
        Assert.Equal(100, alice.Responses.Where(response => response.IsSuccess).DistinctBy(response => response.CallId).Count());
        Assert.DoesNotContain("timeout", alice.Told, StringComparison.Ordinal);
        Assert.DoesNotContain("ack-missing", bob.Told, StringComparison.Ordinal);
    }
}
