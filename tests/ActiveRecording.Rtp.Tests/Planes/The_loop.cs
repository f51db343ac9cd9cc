namespace ActiveRecording.Rtp.Tests.Planes;

public sealed class The_loop
{
    private const int Packets = 5_000;
    private const int Rounds = 8;

    /// <summary>Leg to leg, a copy by a port of its own, one by a shared port, and both received: all on the thread that counts.</summary>
    [Fact]
    public void Allocates_nothing_for_a_packet()
    {
        using var wire = new Wire(Wire.Native, tick: TimeSpan.Zero);
        using var alice = wire.Speaker();
        using var bob = wire.Speaker();
        var (legA, _) = wire.Bridge(alice, bob);
        legA.Translate(new PayloadTranslation((0, 111)));
        var (gauge, other) = (new Gauge(), new Gauge());
        var (own, shared) = (wire.Replica(legA), wire.Replica(legA, isShared: true));
        var (receiver, sharing) = (wire.Receiver(gauge), wire.Receiver(other, shared.Ssrc));
        receiver.SetRemote(own.Local, [PayloadFormat.Pcmu]);
        sharing.SetRemote(shared.Local, [PayloadFormat.Pcmu]);
        own.SetRemote(receiver.Local);
        shared.SetRemote(sharing.Local);

        // While the runtime still compiles, it allocates now and then by itself: what a packet costs shows in every round.
        var allocated = new long[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var before = gauge.Allocated;
            Talk(alice, bob, legA, round * Packets, Packets);
            Wire.Until(() => gauge.Count == (round + 1) * Packets && other.Count == (round + 1) * Packets, "every copy");
            allocated[round] = gauge.Allocated - before;
        }

        Assert.All(allocated[1..], bytes => Assert.InRange(bytes, 0, Packets / 10));
        Assert.Contains(0, allocated);
        Assert.Equal(Rounds * Packets, wire.Plane.Counters.Renumbered);
    }

    [Fact]
    public void Allocates_nothing_for_what_it_refuses()
    {
        using var wire = new Wire(Wire.Native, tick: TimeSpan.Zero);
        using var alice = wire.Speaker();
        using var stranger = wire.Speaker();
        var victim = wire.Leg(alice, history: TimeSpan.Zero);
        var gauge = new Gauge();
        var receiver = wire.Receiver(gauge);
        alice.Say(receiver.Local, 0);
        alice.Say(victim.Local, 0);
        Wire.Until(() => gauge.Count == 1 && victim.Statistics.Received == 1, "the first packets");

        var allocated = new long[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var before = gauge.Allocated;
            Hostile(stranger, alice, victim, 1_000);
            alice.Say(receiver.Local, round + 1);
            Wire.Until(() => gauge.Count == round + 2, "a packet of the other call");
            allocated[round] = gauge.Allocated - before;
        }

        Assert.All(allocated[2..], bytes => Assert.InRange(bytes, 0, 100));
        Assert.Contains(0, allocated);
    }

    private static void Talk(Speaker from, Speaker to, IRtpLeg leg, int first, int count)
    {
        for (var number = first; number < first + count; number += 50)
        {
            from.Say(leg.Local, number, 50);
            to.Hear(number + 50);
        }
    }

    /// <summary>The party speaks in between, or the stranger would be taken for it after a while.</summary>
    private static void Hostile(Speaker stranger, Speaker party, IRtpLeg victim, int count)
    {
        byte[][] kinds = [[], [0x80], new byte[600], Speaker.Packet(1, 2), Speaker.Packet(1, 3, payloadType: 99), Convert.FromHexString("80C9000100000001")];
        for (var number = 0; number < count; number++)
        {
            stranger.SendRtp(victim.Local, kinds[number % kinds.Length]);
            stranger.SendRtcp(victim.Local, kinds[number % kinds.Length]);
            if (number % 10 == 0) party.Say(victim.Local, number);
        }
    }

    /// <summary>What the plane's thread has allocated when the last packet came; without allocating itself.</summary>
    private sealed class Gauge : IRtpSink
    {
        private long allocated;
        private int count;

        public long Allocated => Interlocked.Read(ref allocated);

        public int Count => Volatile.Read(ref count);

        public void Received(in ReceivedRtp packet)
        {
            Interlocked.Exchange(ref allocated, GC.GetAllocatedBytesForCurrentThread());
            Interlocked.Increment(ref count);
        }

        public void Received(in ReceivedSenderReport report)
        {
        }

        public void SourceEnded(uint ssrc, DateTimeOffset at)
        {
        }
    }
}
