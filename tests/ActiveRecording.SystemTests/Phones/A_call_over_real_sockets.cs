using System.Net;
using ActiveRecording.Phone;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Sip.Transports;
using Microsoft.Extensions.Logging.Abstractions;
using ActiveRecording.SystemTests.Nodes;

namespace ActiveRecording.SystemTests.Phones;

[Collection(nameof(Real_time))]
public sealed class A_call_over_real_sockets : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly SocketNetwork network = new(new(), NullLogger.Instance);
    private readonly ThreadPoolScheduler scheduler = new();

    [Theory]
    [InlineData(SipTransport.Udp)]
    [InlineData(SipTransport.Tcp)]
    public async Task Carries_speech_both_ways_bit_by_bit(SipTransport transport)
    {
        using var alice = Phone("alice", transport);
        using var bob = Phone("bob", transport);
        bob.Incoming = new IncomingPlan.Answer(TimeSpan.FromMilliseconds(100));

        var call = alice.Call(Address(bob, transport));
        var answered = await bob.NextCallAsync().WaitAsync(Patience);
        await Task.WhenAll(call.Established, answered.Established).WaitAsync(Patience);
        var byAlice = call.Media.PlayAsync(Speech.Sweep(1, 300));
        var byBob = answered.Media.PlayAsync(Speech.Sweep(1, 500));
        // Silence behind it, so that the last words are not under way when the sockets close.
        var silence = new short[1600];
        await Task.WhenAll(call.Media.PlayAsync(silence), answered.Media.PlayAsync(silence)).WaitAsync(Patience);
        var ending = await answered.HangUpAsync().WaitAsync(Patience);
        Assert.Equal(CallEndCause.HungUpHere, ending.Cause);
        Assert.Equal(CallEndCause.HungUpThere, (await call.Ended.WaitAsync(Patience)).Cause);

        AssertHeard(await byAlice, answered);
        AssertHeard(await byBob, call);
        AssertPaced(call);
    }

    public void Dispose() => network.Dispose();

    private static string Address(ScriptedPhone phone, SipTransport transport) => transport == SipTransport.Udp
        ? $"{phone.Address}"
        : $"{phone.Address.WithParameter("transport", "tcp")}";

    private static void AssertHeard(Phone.Media.PlayedClip clip, PhoneCall by)
    {
        var spoken = by.Media.Heard.SkipWhile(packet => packet.Timestamp != clip.FirstTimestamp).Take(50);
        Assert.Equal(clip.Codes.ToArray(), spoken.SelectMany(packet => packet.Payload.ToArray()));
    }

    /// <summary>The schedule is absolute: however late single packets are, lateness does not add up.</summary>
    private static void AssertPaced(PhoneCall call)
    {
        var sent = call.Media.Sent;
        var lateness = sent.Select((packet, index) => packet.At - sent[0].At - index * TimeSpan.FromMilliseconds(20)).ToList();
        Assert.All(lateness, late => Assert.True(late > TimeSpan.FromMilliseconds(-20), $"{late} is too early"));
        Assert.True(lateness.Order().ElementAt(lateness.Count / 2) < TimeSpan.FromMilliseconds(20), "lateness adds up");
    }

    private ScriptedPhone Phone(string name, SipTransport transport)
    {
        var options = new PhoneOptions
        {
            Name = name,
            User = name,
            Local = new IPEndPoint(IPAddress.Loopback, 0),
            Transport = transport,
        };
        return new ScriptedPhone(
            options, network, scheduler, TimeProvider.System, new RandomIdentifiers(), NullLogger.Instance);
    }
}
