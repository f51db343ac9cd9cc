using ActiveRecording.Phone;
using ActiveRecording.Phone.Media;
using ActiveRecording.Sdp;
using ActiveRecording.Simulation;
using ActiveRecording.Simulation.Flows;
using ActiveRecording.Simulation.Network;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.SystemTests.Phones;

public sealed class A_direct_call
{
    private readonly TwoPhones phones = new();

    private Simulator Simulator => phones.Simulator;

    [Fact]
    public void Is_answered_heard_and_hung_up()
    {
        var words = Speech.Sweep(1, 300);
        phones.Bob.Incoming = new IncomingPlan.Answer(TimeSpan.FromSeconds(1.5));

        var (played, heard) = Simulator.Run(async () =>
        {
            var call = phones.Alice.Call($"{phones.Bob.Address}");
            var answered = await phones.Bob.NextCallAsync();
            await call.Established;
            await Simulator.Delay(TimeSpan.FromSeconds(0.5));
            var clip = await call.Media.PlayAsync(words);
            await Simulator.Delay(TimeSpan.FromSeconds(0.5));
            var ending = await answered.HangUpAsync();
            await call.Ended;
            Assert.Equal(CallEndCause.HungUpHere, ending.Cause);
            return (clip, answered.Media.Heard);
        });

        var spoken = heard.SkipWhile(packet => packet.Timestamp != played.FirstTimestamp).Take(50).ToList();
        Assert.Equal(played.Codes.ToArray(), spoken.SelectMany(packet => packet.Payload.ToArray()));
        Assert.Equal(played.StartedAt + Simulator.Network.Latency, spoken[0].At);
        GoldenFlow.Verify("direct-call", phones.Ladder());
    }

    [Fact]
    public void Sends_a_packet_every_20_ms_to_the_tick()
    {
        var sent = Simulator.Run(async () =>
        {
            var call = phones.Alice.Call($"{phones.Bob.Address}");
            await call.Established;
            await Simulator.Delay(TimeSpan.FromSeconds(1));
            await call.HangUpAsync();
            return call.Media.Sent;
        });

        Assert.InRange(sent.Count, 50, 51);
        Assert.All(sent.Zip(sent.Skip(1)), pair =>
        {
            Assert.Equal(TimeSpan.FromMilliseconds(20), pair.Second.At - pair.First.At);
            Assert.Equal(pair.First.Timestamp + 160, pair.Second.Timestamp);
            Assert.Equal((ushort)(pair.First.SequenceNumber + 1), pair.Second.SequenceNumber);
            Assert.All(pair.First.Payload.ToArray(), code => Assert.Equal(0xFF, code));
        });
    }

    [Fact]
    public void Is_cancelled_while_it_rings()
    {
        phones.Bob.Incoming = new IncomingPlan.Ring();

        Simulator.Run(async () =>
        {
            var call = phones.Alice.Call($"{phones.Bob.Address}");
            await call.Ringing;
            await Simulator.Delay(TimeSpan.FromSeconds(2));
            Assert.Equal(CallEndCause.Cancelled, (await call.HangUpAsync()).Cause);
            Assert.Equal(CallEndCause.Cancelled, (await (await phones.Bob.NextCallAsync()).Ended).Cause);
            await Assert.ThrowsAsync<CallEndedException>(() => call.Established);
            Assert.Equal([180, 487], call.Statuses.Where(status => status > 100));
        });

        GoldenFlow.Verify("direct-call-cancelled", phones.Ladder());
    }

    [Fact]
    public void Is_refused()
    {
        phones.Bob.Incoming = new IncomingPlan.Reject(486);

        var ending = Simulator.Run(() => phones.Alice.Call($"{phones.Bob.Address}").Ended);

        Assert.Equal((CallEndCause.Refused, 486), (ending.Cause, ending.Status));
        GoldenFlow.Verify("direct-call-refused", phones.Ladder());
    }

    [Fact]
    public void Survives_loss()
    {
        phones.Bob.Incoming = new IncomingPlan.Answer(TimeSpan.FromSeconds(1));
        Simulator.Network.Rule = datagram => datagram.Number is 1 or 4 ? DatagramFate.Lost : DatagramFate.Delivered;

        Simulator.Run(async () =>
        {
            var call = phones.Alice.Call($"{phones.Bob.Address}");
            await call.Established;
            await Simulator.Delay(TimeSpan.FromSeconds(2));
            await call.HangUpAsync();
        });

        GoldenFlow.Verify("direct-call-with-loss", phones.Ladder());
    }

    [Fact]
    public void Is_held_and_resumed()
    {
        Simulator.Run(async () =>
        {
            var call = phones.Alice.Call($"{phones.Bob.Address}");
            var answered = await phones.Bob.NextCallAsync();
            await call.Established;
            await Simulator.Delay(TimeSpan.FromSeconds(1));
            Assert.Equal(200, await call.ReofferAsync(Direction.Inactive));
            var (sent, heard) = (call.Media.PacketsSent, call.Media.PacketsHeard);
            await Simulator.Delay(TimeSpan.FromSeconds(1));
            Assert.InRange(call.Media.PacketsSent - sent, 0, 0);
            Assert.InRange(call.Media.PacketsHeard - heard, 0, 1);
            Assert.Equal(200, await answered.ReofferAsync(Direction.SendRecv));
            await Simulator.Delay(TimeSpan.FromSeconds(1));
            Assert.InRange(call.Media.PacketsSent - sent, 49, 51);
            Assert.InRange(call.Media.PacketsHeard - heard, 49, 52);
            await call.HangUpAsync();
            await answered.Ended;
        });

        GoldenFlow.Verify("direct-call-held", phones.Ladder());
    }

    [Fact]
    public void Hung_up_by_the_callee_at_once_still_waits_for_the_ack()
    {
        Simulator.Network.Rule = datagram => datagram.Number == 3 ? DatagramFate.Lost : DatagramFate.Delivered;
        phones.Bob.Incoming = new IncomingPlan.Ring();

        Simulator.Run(async () =>
        {
            var call = phones.Alice.Call($"{phones.Bob.Address}");
            var answered = await phones.Bob.NextCallAsync();
            answered.Answer();
            await answered.HangUpAsync();
            Assert.Equal(CallEndCause.HungUpThere, (await call.Ended).Cause);
            Assert.Equal(CallEndCause.HungUpThere, (await call.HangUpAsync()).Cause);
        });

        GoldenFlow.Verify("direct-call-hung-up-at-once", phones.Ladder());
    }

    [Fact]
    public void Takes_its_offer_from_the_callee_when_the_invite_has_none()
    {
        Simulator.Run(async () =>
        {
            var call = phones.Alice.Call($"{phones.Bob.Address}", delayedOffer: true);
            var answered = await phones.Bob.NextCallAsync();
            await call.Established;
            await answered.Established;
            await Simulator.Delay(TimeSpan.FromSeconds(1));
            Assert.InRange(call.Media.PacketsHeard, 49, 51);
            Assert.InRange(answered.Media.PacketsHeard, 49, 51);
            Assert.Same(PhoneCodec.Pcmu, answered.Media.Codec);
        });
    }

    [Fact]
    public void Has_early_media_when_the_callee_sends_it()
    {
        phones.Bob.Incoming = new IncomingPlan.Answer(TimeSpan.FromSeconds(1), EarlyMedia: true);

        Simulator.Run(async () =>
        {
            var call = phones.Alice.Call($"{phones.Bob.Address}");
            await call.Ringing;
            await Simulator.Delay(TimeSpan.FromSeconds(0.5));
            Assert.False(call.Established.IsCompleted);
            Assert.InRange(call.Media.PacketsHeard, 24, 26);
            await call.Established;
        });
    }

    [Fact]
    public void Goes_over_tcp_as_well()
    {
        var overTcp = new TwoPhones(SipTransport.Tcp);
        overTcp.Simulator.Network.StreamPieceBytes = 100;

        overTcp.Simulator.Run(async () =>
        {
            var call = overTcp.Alice.Call($"{overTcp.Bob.Address.WithParameter("transport", "tcp")}");
            await call.Established;
            await overTcp.Simulator.Delay(TimeSpan.FromSeconds(1));
            await call.HangUpAsync();
            Assert.InRange(call.Media.PacketsHeard, 49, 51);
        });

        GoldenFlow.Verify("direct-call-over-tcp", overTcp.Ladder());
    }
}
