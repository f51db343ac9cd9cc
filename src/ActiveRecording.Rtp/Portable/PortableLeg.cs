using System.Net;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Packets;

namespace ActiveRecording.Rtp.Portable;

/// <summary>
/// A party's endpoint. What it receives goes first to the bridged leg, then to the replicas. Its lock guards reception; who to send to is
/// read without it.
/// </summary>
internal sealed class PortableLeg : PortableEndpoint, IRtpLeg
{
    private const int HistoryPackets = 256;

    private readonly Lock gate = new();
    private readonly LegOptions options;
    private readonly ILegObserver observer;
    private readonly SourceLock source = new();
    private readonly ReceivedStream stream = new();
    private readonly PacketRing history = new(HistoryPackets);
    private readonly SilenceWatch silence;
    private PortableReplica[] replicas = [];
    private LegRemote remote = new(Endpoints: null, MediaDirection.Inactive, []);
    private IPEndPoint? rtcpSource;
    private long dropped;
    private long forwarded;
    private bool described;
    private bool ended;
    private volatile PayloadTable payloads = new([]);
    private volatile PortableLeg? peer;
    private volatile IPEndPoint? rtpTarget;
    private volatile IPEndPoint? rtcpTarget;

    public PortableLeg(PortableDataPlane plane, LegOptions options, ILegObserver observer)
        : base(plane)
    {
        this.options = options;
        this.observer = observer;
        silence = new SilenceWatch(options.Silence, plane.Time, CheckSilence);
    }

    public LegStatistics Statistics
    {
        get
        {
            lock (gate) return stream.Snapshot(Interlocked.Read(ref forwarded), dropped);
        }
    }

    private bool MaySend => !described || remote.Direction is MediaDirection.SendReceive or MediaDirection.SendOnly;

    private bool IsHeld => described && remote.Direction != MediaDirection.SendReceive;

    public void SetRemote(LegRemote remote)
    {
        lock (gate)
        {
            if (ended) return;
            this.remote = remote;
            described |= remote.Endpoints is not null;
            payloads = new PayloadTable(remote.Payloads);
            source.Describe(remote.Endpoints?.Rtp);
            if (source.Source is null) rtcpSource = null;
            Aim();
            if (MaySend && described) silence.Start();
        }
    }

    public void BridgeTo(IRtpLeg? other)
    {
        if (other is not (null or PortableLeg)) throw new ArgumentException("The leg belongs to another plane.", nameof(other));
        var partner = (PortableLeg?)other;
        if (peer is { } former && former != partner) former.peer = null;
        if (partner?.peer is { } rival && rival != this) rival.peer = null;
        peer = partner;
        if (partner is not null) partner.peer = this;
    }

    public override void RtpReceived(ReadOnlySpan<byte> datagram, IPEndPoint from)
    {
        var arrival = Plane.Clock.Now;
        if (RtcpReader.LooksLikeRtcp(datagram))
        {
            RtcpReceived(datagram, from);
            return;
        }

        LegFacts facts = default;
        PortableReplica[] copies;
        lock (gate)
        {
            if (ended) return;
            var kind = Take(datagram, from, arrival, ref facts);
            Plane.Tally.Count(kind);
            if (kind != DatagramKind.Rtp)
            {
                dropped++;
                return;
            }

            copies = replicas;
        }

        peer?.SendRtp(datagram);
        foreach (var copy in copies) copy.Offer(datagram, arrival);
        facts.Tell(observer, this);
    }

    public override void RtcpReceived(ReadOnlySpan<byte> datagram, IPEndPoint from)
    {
        lock (gate)
        {
            if (ended) return;
            var kind = RtcpKind(datagram, from);
            Plane.Tally.Count(kind);
            if (kind != DatagramKind.Rtcp)
            {
                dropped++;
                return;
            }
        }

        peer?.SendRtcp(datagram);
    }

    /// <summary>Starts a replica with the history since <paramref name="since"/>; from the next packet on it is offered each.</summary>
    public bool TryAttach(PortableReplica replica, DateTimeOffset? since)
    {
        lock (gate)
        {
            if (ended) return false;
            for (var index = 0; since is not null && index < history.Count; index++)
            {
                if (history.Arrival(index) >= since) replica.Offer(history.Packet(index), history.Arrival(index));
            }

            replicas = [.. replicas, replica];
            return true;
        }
    }

    public void Detach(PortableReplica replica)
    {
        lock (gate) replicas = Array.FindAll(replicas, other => other != replica);
    }

    /// <summary>Ticks per second; asked under a replica's lock and therefore without the leg's.</summary>
    public int ClockRate(byte payloadType) => payloads.ClockRate(payloadType);

    protected override bool TryEnd()
    {
        lock (gate)
        {
            if (ended) return false;
            ended = true;
            replicas = [];
        }

        silence.Stop();
        BridgeTo(null);
        return true;
    }

    private void SendRtp(ReadOnlySpan<byte> datagram)
    {
        if (rtpTarget is not { } target || Pair is not { } pair) return;
        pair.Rtp.Send(datagram, target);
        Interlocked.Increment(ref forwarded);
    }

    private void SendRtcp(ReadOnlySpan<byte> datagram)
    {
        if (rtcpTarget is { } target) Pair?.Rtcp.Send(datagram, target);
    }

    private DatagramKind Take(ReadOnlySpan<byte> datagram, IPEndPoint from, DateTimeOffset arrival, ref LegFacts facts)
    {
        if (datagram.Length < RtpPacket.HeaderBytes) return DatagramKind.TooShort;
        if (!RtpPacket.TryParse(datagram, out var packet)) return DatagramKind.Malformed;
        if (!MaySend) return DatagramKind.Held;

        var locked = source.Source;
        var known = payloads.Knows(packet.PayloadType);
        if (!source.Accepts(from, arrival, known, IsHeld)) return known ? DatagramKind.WrongSource : DatagramKind.UnknownPayload;

        if (!from.Equals(locked))
        {
            Aim();
            if (locked is not null) facts.Add(new LegFact.SourceChanged(from));
        }

        var ssrc = stream.Ssrc;
        stream.Count(packet, arrival, payloads.ClockRate(packet.PayloadType));
        if (ssrc is null) facts.Add(new LegFact.FirstPacket(packet.Ssrc, packet.PayloadType, arrival));
        else if (ssrc != packet.Ssrc) facts.Add(new LegFact.SsrcChanged(ssrc.Value, packet.Ssrc));

        if (silence.Heard()) facts.Add(new LegFact.Heard(arrival));
        if (options.History > TimeSpan.Zero)
        {
            history.TrimBefore(arrival - options.History);
            history.Add(datagram, arrival);
        }

        return DatagramKind.Rtp;
    }

    private DatagramKind RtcpKind(ReadOnlySpan<byte> datagram, IPEndPoint from)
    {
        if (datagram.Length < RtcpPacket.HeaderBytes + RtcpPacket.SsrcBytes) return DatagramKind.TooShort;
        if (!RtcpReader.TryParse(datagram, out _)) return DatagramKind.Malformed;
        var expected = source.Source?.Address ?? remote.Endpoints?.Rtcp.Address;
        if (!from.Equals(remote.Endpoints?.Rtcp) && expected is not null && !from.Address.Equals(expected)) return DatagramKind.WrongSource;

        if (!from.Equals(rtcpSource))
        {
            rtcpSource = from;
            Aim();
        }

        return DatagramKind.Rtcp;
    }

    /// <summary>Where the party hears: RTP by direction, RTCP always (RFC 3264 §5.1); nowhere before it described an address.</summary>
    private void Aim()
    {
        var hears = remote.Direction is MediaDirection.SendReceive or MediaDirection.ReceiveOnly;
        rtpTarget = remote.Endpoints is { } rtp && hears ? source.Source ?? rtp.Rtp : null;
        rtcpTarget = remote.Endpoints is { } rtcp ? rtcpSource ?? rtcp.Rtcp : null;
    }

    private TimeSpan? CheckSilence()
    {
        LegFacts facts = default;
        lock (gate)
        {
            if (ended) return null;
            if (!MaySend || !described) return options.Silence;
            var since = Plane.Clock.Now - stream.LastArrival;
            if (stream.Ssrc is not null && since < options.Silence) return options.Silence - since;
            silence.Told();
            facts.Add(new LegFact.Silent(stream.Ssrc is null ? options.Silence : since));
        }

        facts.Tell(observer, this);
        return null;
    }
}
