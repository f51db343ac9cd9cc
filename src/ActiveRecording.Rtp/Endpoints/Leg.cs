using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Packets;

namespace ActiveRecording.Rtp.Endpoints;

/// <summary>A party's endpoint. What it receives goes first to the bridged leg, then to the replicas.</summary>
internal sealed class Leg : Endpoint, IRtpLeg
{
    /// <summary>RFC 3550 §5.1: seven bits of the second byte.</summary>
    private const int PayloadTypeAt = 1;
    private const byte PayloadTypeBits = 0x7F;

    private readonly LegOptions options;
    private readonly ILegObserver observer;
    private readonly LegReception reception;
    private ITimer? silence;
    private bool isWatched;
    private bool isSilent;
    private FactBudget budget;
    private Replica[] replicas = [];
    private PayloadTranslation translation = PayloadTranslation.None;
    private Leg? peer;
    private long dropped;
    private long forwarded;

    public Leg(Shard shard, LegOptions options, ILegObserver observer)
        : base(shard)
    {
        this.options = options;
        this.observer = observer;
        reception = new LegReception(options.History);
    }

    public LegStatistics Statistics => Shard.Ask(() => reception.Snapshot(forwarded, dropped));

    public void SetRemote(LegRemote remote) => Shard.Run(() =>
    {
        if (HasEnded) return;
        reception.Describe(remote);
        if (reception is { MaySend: true, IsDescribed: true }) Watch();
    });

    public void BridgeTo(IRtpLeg? other)
    {
        if (other is not (null or Leg) || (other is Leg leg && (leg.Shard != Shard || leg.options.Call != options.Call)))
            throw new ArgumentException("The leg belongs to another plane or to another call.", nameof(other));
        Shard.Run(() => Join((Leg?)other));
    }

    public void Translate(PayloadTranslation translation) => Shard.Run(() => this.translation = translation);

    public override void RtpReceived(ReadOnlySpan<byte> datagram, in TransportAddress from, DateTimeOffset arrival)
    {
        if (RtcpReader.LooksLikeRtcp(datagram))
        {
            RtcpReceived(datagram, from, arrival);
            return;
        }

        if (HasEnded) return;
        var (ssrc, wasLocked) = (reception.Ssrc, reception.IsLocked);
        if (!Count(reception.TakeRtp(datagram, from, arrival, out var moved))) return;
        if (moved) RtpSocket?.Latch(from);
        if (!isWatched) Watch();
        var heard = isSilent;
        if (heard) EndSilence();

        Forward(datagram);
        foreach (var copy in replicas) copy.Offer(datagram, arrival);
        if (heard || moved || ssrc != reception.Ssrc) TellOf(datagram, from, arrival, ssrc, moved && wasLocked, heard);
    }

    public override void RtcpReceived(ReadOnlySpan<byte> datagram, in TransportAddress from, DateTimeOffset arrival)
    {
        if (!HasEnded && Count(reception.TakeRtcp(datagram, from))) peer?.SendRtcp(datagram);
    }

    /// <summary>Starts a replica with the history since <paramref name="since"/>; from the next packet on it is offered each.</summary>
    public bool TryAttach(Replica replica, DateTimeOffset? since)
    {
        if (HasEnded) return false;
        var history = reception.History;
        for (var index = 0; since is not null && index < history.Count; index++)
        {
            if (history.Arrival(index) >= since) replica.Offer(history.Packet(index), history.Arrival(index));
        }

        replicas = [.. replicas, replica];
        return true;
    }

    public void Detach(Replica replica) => replicas = Array.FindAll(replicas, other => other != replica);

    /// <summary>Ticks per second.</summary>
    public int ClockRate(byte payloadType) => reception.Payloads.ClockRate(payloadType);

    protected override void End()
    {
        replicas = [];
        silence?.Dispose();
        Join(null);
    }

    private void Join(Leg? partner)
    {
        if (partner is not null && (HasEnded || partner.HasEnded)) return;
        if (peer is { } former && former != partner) former.peer = null;
        if (partner?.peer is { } rival && rival != this) rival.peer = null;
        peer = partner;
        if (partner is not null) partner.peer = this;
    }

    private bool Count(Counted kind)
    {
        Shard.Tally.Count(kind);
        if (kind is Counted.Rtp or Counted.Rtcp) return true;
        dropped++;
        return false;
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

        var copy = Shard.Scratch.AsSpan(0, datagram.Length);
        datagram.CopyTo(copy);
        copy[PayloadTypeAt] = (byte)((datagram[PayloadTypeAt] & ~PayloadTypeBits) | expected);
        Shard.Tally.Count(Counted.Renumbered);
        to.SendRtp(copy);
    }

    private void SendRtp(ReadOnlySpan<byte> datagram)
    {
        if (reception.RtpTarget is not { } target || RtpSocket is not { } socket) return;
        socket.Send(datagram, target);
        forwarded++;
    }

    private void SendRtcp(ReadOnlySpan<byte> datagram)
    {
        if (reception.RtcpTarget is not { } target || Sockets is not { } sockets) return;
        (reception.IsMuxed ? sockets.Rtp : sockets.Rtcp).Send(datagram, target);
    }

    private void TellOf(
        ReadOnlySpan<byte> datagram, in TransportAddress from, DateTimeOffset arrival, uint? ssrc, bool moved, bool heard)
    {
        if (!RtpPacket.TryParse(datagram, out var packet)) return;
        if (moved && MayTell(arrival)) Shard.Tell(observer, this, new LegFact.SourceChanged(from.ToEndPoint()));
        if (ssrc is not { } before) Shard.Tell(observer, this, new LegFact.FirstPacket(packet.Ssrc, packet.PayloadType, arrival));
        else if (before != packet.Ssrc && MayTell(arrival)) Shard.Tell(observer, this, new LegFact.SsrcChanged(before, packet.Ssrc));
        if (heard) Shard.Tell(observer, this, new LegFact.Heard(arrival));
    }

    private bool MayTell(DateTimeOffset now)
    {
        if (budget.TryTake(now)) return true;
        Shard.Tally.Count(Counted.UntoldFacts);
        return false;
    }

    /// <summary>One timer, which looks at the last arrival when it is due: a packet costs nothing.</summary>
    private void Watch()
    {
        if (!isWatched && options.Silence > TimeSpan.Zero) silence = Shard.CreateTimer(CheckSilence, options.Silence, Timeout.InfiniteTimeSpan);
        isWatched = true;
    }

    private void EndSilence()
    {
        isSilent = false;
        silence?.Change(options.Silence, Timeout.InfiniteTimeSpan);
    }

    private void CheckSilence()
    {
        if (HasEnded) return;
        var isExpected = reception is { MaySend: true, IsDescribed: true };
        var since = isExpected ? Shard.Clock.Now - reception.LastArrival ?? options.Silence : TimeSpan.Zero;
        isSilent = since >= options.Silence;
        if (isSilent) Shard.Tell(observer, this, new LegFact.Silent(since));
        else silence?.Change(options.Silence - since, Timeout.InfiniteTimeSpan);
    }
}
