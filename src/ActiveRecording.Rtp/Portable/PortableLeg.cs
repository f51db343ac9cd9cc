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
    /// <summary>RFC 3550 §5.1: seven bits of the second byte.</summary>
    private const int PayloadTypeAt = 1;
    private const byte PayloadTypeBits = 0x7F;

    /// <summary>Larger datagrams, which networks hardly carry, are copied on the heap.</summary>
    private const int CopiedOnStack = 2048;

    private readonly Lock gate = new();
    private readonly LegOptions options;
    private readonly ILegObserver observer;
    private readonly LegReception reception;
    private readonly SilenceWatch silence;
    private PortableReplica[] replicas = [];
    private long dropped;
    private long forwarded;
    private bool ended;
    private volatile PayloadTable payloads;
    private volatile PayloadTranslation translation = PayloadTranslation.None;
    private volatile PortableLeg? peer;
    private volatile IPEndPoint? rtpTarget;
    private volatile IPEndPoint? rtcpTarget;

    public PortableLeg(PortableDataPlane plane, LegOptions options, ILegObserver observer)
        : base(plane)
    {
        this.options = options;
        this.observer = observer;
        reception = new LegReception(options.History);
        payloads = reception.Payloads;
        silence = new SilenceWatch(options.Silence, plane.Time, CheckSilence);
    }

    public LegStatistics Statistics
    {
        get
        {
            lock (gate) return reception.Snapshot(Interlocked.Read(ref forwarded), dropped);
        }
    }

    public void SetRemote(LegRemote remote)
    {
        lock (gate)
        {
            if (ended) return;
            reception.Describe(remote);
            payloads = reception.Payloads;
            Aim();
            if (reception is { MaySend: true, IsDescribed: true }) silence.Start();
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

    public void Translate(PayloadTranslation translation) => this.translation = translation;

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
            if (ended || !Count(reception.TakeRtp(datagram, from, arrival, ref facts))) return;
            if (silence.Heard()) facts.Add(new LegFact.Heard(arrival));
            Aim();
            copies = replicas;
        }

        Forward(datagram);
        foreach (var copy in copies) copy.Offer(datagram, arrival);
        facts.Tell(observer, this);
    }

    public override void RtcpReceived(ReadOnlySpan<byte> datagram, IPEndPoint from)
    {
        lock (gate)
        {
            if (ended || !Count(reception.TakeRtcp(datagram, from))) return;
            Aim();
        }

        peer?.SendRtcp(datagram);
    }

    /// <summary>Starts a replica with the history since <paramref name="since"/>; from the next packet on it is offered each.</summary>
    public bool TryAttach(PortableReplica replica, DateTimeOffset? since)
    {
        lock (gate)
        {
            if (ended) return false;
            var history = reception.History;
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

    private bool Count(DatagramKind kind)
    {
        Plane.Tally.Count(kind);
        if (kind is DatagramKind.Rtp or DatagramKind.Rtcp) return true;
        dropped++;
        return false;
    }

    private void Aim()
    {
        rtpTarget = reception.RtpTarget;
        rtcpTarget = reception.RtcpTarget;
    }

    private void Forward(ReadOnlySpan<byte> datagram)
    {
        if (peer is not { } to) return;
        var payloadType = (byte)(datagram[PayloadTypeAt] & PayloadTypeBits);
        var expected = translation[payloadType];
        if (expected == payloadType)
        {
            to.SendRtp(datagram);
            return;
        }

        Span<byte> copy = datagram.Length <= CopiedOnStack ? stackalloc byte[datagram.Length] : new byte[datagram.Length];
        datagram.CopyTo(copy);
        copy[PayloadTypeAt] = (byte)((datagram[PayloadTypeAt] & ~PayloadTypeBits) | expected);
        Plane.Tally.CountRenumbered();
        to.SendRtp(copy);
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

    private TimeSpan? CheckSilence()
    {
        LegFacts facts = default;
        lock (gate)
        {
            if (ended) return null;
            if (reception is not { MaySend: true, IsDescribed: true }) return options.Silence;
            var since = Plane.Clock.Now - reception.LastArrival ?? options.Silence;
            if (since < options.Silence) return options.Silence - since;
            silence.Told();
            facts.Add(new LegFact.Silent(since));
        }

        facts.Tell(observer, this);
        return null;
    }
}
