using System.Net;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Packets;

namespace ActiveRecording.Rtp.Portable;

/// <summary>What a leg knows of its party: what was described, where it really sends from, what came. Used under the leg's lock.</summary>
internal sealed class LegReception(TimeSpan historyTime)
{
    private const int HistoryPackets = 256;

    private readonly SourceLock source = new();
    private readonly ReceivedStream stream = new();
    private LegRemote remote = new(Endpoints: null, MediaDirection.Inactive, []);
    private IPEndPoint? rtcpSource;

    /// <summary>The latest packets.</summary>
    public PacketRing History { get; } = new(HistoryPackets);

    public PayloadTable Payloads { get; private set; } = new([]);

    /// <summary>Whether an address was ever described.</summary>
    public bool IsDescribed { get; private set; }

    /// <summary>Null before the first packet.</summary>
    public DateTimeOffset? LastArrival => stream.Ssrc is null ? null : stream.LastArrival;

    /// <summary>A party not described yet may send: its words come before its description.</summary>
    public bool MaySend => !IsDescribed || remote.Direction is MediaDirection.SendReceive or MediaDirection.SendOnly;

    /// <summary>Where the party hears RTP; null when it does not, or has described no address.</summary>
    public IPEndPoint? RtpTarget =>
        remote.Endpoints is { } endpoints && remote.Direction is MediaDirection.SendReceive or MediaDirection.ReceiveOnly
            ? source.Source ?? endpoints.Rtp
            : null;

    /// <summary>Where the party hears RTCP, whatever its direction (RFC 3264 §5.1).</summary>
    public IPEndPoint? RtcpTarget => remote.Endpoints is { } endpoints ? rtcpSource ?? endpoints.Rtcp : null;

    private bool IsHeld => IsDescribed && remote.Direction != MediaDirection.SendReceive;

    /// <summary>The party's new description.</summary>
    public void Describe(LegRemote description)
    {
        remote = description;
        IsDescribed |= description.Endpoints is not null;
        Payloads = new PayloadTable(description.Payloads);
        source.Describe(description.Endpoints?.Rtp);
        if (source.Source is null) rtcpSource = null;
    }

    /// <summary>Takes a datagram of the RTP port.</summary>
    public DatagramKind TakeRtp(ReadOnlySpan<byte> datagram, IPEndPoint from, DateTimeOffset arrival, ref LegFacts facts)
    {
        if (datagram.Length < RtpPacket.HeaderBytes) return DatagramKind.TooShort;
        if (!RtpPacket.TryParse(datagram, out var packet)) return DatagramKind.Malformed;
        if (!MaySend) return DatagramKind.Held;

        var locked = source.Source;
        var known = Payloads.Knows(packet.PayloadType);
        if (!source.Accepts(from, arrival, known, IsHeld)) return known ? DatagramKind.WrongSource : DatagramKind.UnknownPayload;
        if (locked is not null && !locked.Equals(source.Source)) facts.Add(new LegFact.SourceChanged(from));

        var ssrc = stream.Ssrc;
        stream.Count(packet, arrival, Payloads.ClockRate(packet.PayloadType));
        if (ssrc is null) facts.Add(new LegFact.FirstPacket(packet.Ssrc, packet.PayloadType, arrival));
        else if (ssrc != packet.Ssrc) facts.Add(new LegFact.SsrcChanged(ssrc.Value, packet.Ssrc));

        if (historyTime > TimeSpan.Zero)
        {
            History.TrimBefore(arrival - historyTime);
            History.Add(datagram, arrival);
        }

        return DatagramKind.Rtp;
    }

    /// <summary>Takes a datagram of RTCP, on its own port or the shared one.</summary>
    public DatagramKind TakeRtcp(ReadOnlySpan<byte> datagram, IPEndPoint from)
    {
        if (datagram.Length < RtcpPacket.HeaderBytes + RtcpPacket.SsrcBytes) return DatagramKind.TooShort;
        if (!RtcpReader.TryParse(datagram, out _)) return DatagramKind.Malformed;
        var expected = source.Source?.Address ?? remote.Endpoints?.Rtcp.Address;
        if (!from.Equals(remote.Endpoints?.Rtcp) && expected is not null && !from.Address.Equals(expected)) return DatagramKind.WrongSource;
        if (!from.Equals(rtcpSource)) rtcpSource = from;
        return DatagramKind.Rtcp;
    }

    public LegStatistics Snapshot(long forwarded, long dropped) => stream.Snapshot(forwarded, dropped);
}
