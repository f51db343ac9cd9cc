using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Packets;

namespace ActiveRecording.Rtp.Endpoints;

/// <summary>What a leg knows of its party: what was described, where it really sends from, what came.</summary>
internal sealed class LegReception(TimeSpan historyTime)
{
    private const int HistoryPackets = 256;
    private const int None = -1;

    private SourceLock source;
    private ReceivedStream stream;
    private MediaDirection direction = MediaDirection.Inactive;
    private TransportAddress? describedRtp;
    private TransportAddress? describedRtcp;
    private TransportAddress? rtcpSource;
    private int lastType = None;
    private int lastRate;
    private bool lastKnown;

    /// <summary>The latest packets.</summary>
    public PacketRing History { get; } = new(HistoryPackets);

    public PayloadTable Payloads { get; private set; } = new([]);

    /// <summary>Whether an address was ever described.</summary>
    public bool IsDescribed { get; private set; }

    /// <summary>Whether the party was heard since its description last moved.</summary>
    public bool IsLocked => source.IsLocked;

    /// <summary>Null before the first packet.</summary>
    public uint? Ssrc => stream.Ssrc;

    /// <summary>Null before the first packet.</summary>
    public DateTimeOffset? LastArrival => stream.Ssrc is null ? null : stream.LastArrival;

    /// <summary>A party not described yet may send: its words come before its description.</summary>
    public bool MaySend => !IsDescribed || direction is MediaDirection.SendReceive or MediaDirection.SendOnly;

    /// <summary>Where the party hears RTP; null when it does not, or has described no address.</summary>
    public TransportAddress? RtpTarget { get; private set; }

    /// <summary>Where the party hears RTCP, whatever its direction (RFC 3264 §5.1).</summary>
    public TransportAddress? RtcpTarget { get; private set; }

    /// <summary>Whether the party has RTP and RTCP at one port (RFC 5761).</summary>
    public bool IsMuxed { get; private set; }

    private bool IsHeld => IsDescribed && direction != MediaDirection.SendReceive;

    /// <summary>The party's new description.</summary>
    public void Describe(LegRemote description)
    {
        direction = description.Direction;
        (describedRtp, describedRtcp) = description.Endpoints is { } endpoints
            ? (TransportAddress.From(endpoints.Rtp), TransportAddress.From(endpoints.Rtcp))
            : ((TransportAddress?)null, (TransportAddress?)null);
        IsDescribed |= describedRtp is not null;
        Payloads = new PayloadTable(description.Payloads);
        lastType = None;
        source.Describe(describedRtp);
        if (!source.IsLocked) rtcpSource = null;
        Aim();
    }

    /// <summary>Takes a datagram of the RTP port.</summary>
    /// <param name="datagram">As it came.</param>
    /// <param name="from">Where it came from.</param>
    /// <param name="arrival">When.</param>
    /// <param name="moved">The party is now heard from there, and was not before.</param>
    public Counted TakeRtp(ReadOnlySpan<byte> datagram, in TransportAddress from, DateTimeOffset arrival, out bool moved)
    {
        moved = false;
        if (datagram.Length < RtpPacket.HeaderBytes) return Counted.TooShort;
        if (!RtpPacket.TryParse(datagram, out var packet)) return Counted.Malformed;
        if (!MaySend) return Counted.Held;

        if (packet.PayloadType != lastType) LookUp(packet.PayloadType);
        if (!source.Accepts(from, arrival, lastKnown, IsHeld, out moved)) return lastKnown ? Counted.WrongSource : Counted.UnknownPayload;
        if (moved) Aim();
        stream.Count(packet, arrival, lastRate);
        if (historyTime > TimeSpan.Zero)
        {
            History.TrimBefore(arrival - historyTime);
            History.Add(datagram, arrival);
        }

        return Counted.Rtp;
    }

    /// <summary>Takes a datagram of RTCP, on its own port or the shared one.</summary>
    public Counted TakeRtcp(ReadOnlySpan<byte> datagram, in TransportAddress from)
    {
        if (datagram.Length < RtcpPacket.HeaderBytes + RtcpPacket.SsrcBytes) return Counted.TooShort;
        if (!RtcpReader.TryParse(datagram, out _)) return Counted.Malformed;
        if (from != describedRtcp && (source.Source ?? describedRtcp) is { } expected && !from.IsOnHostOf(expected)) return Counted.WrongSource;
        if (from != rtcpSource)
        {
            rtcpSource = from;
            Aim();
        }

        return Counted.Rtcp;
    }

    public LegStatistics Snapshot(long forwarded, long dropped) => stream.Snapshot(forwarded, dropped);

    private void LookUp(byte payloadType) =>
        (lastType, lastKnown, lastRate) = (payloadType, Payloads.Knows(payloadType), Payloads.ClockRate(payloadType));

    private void Aim()
    {
        var hears = source.Source ?? describedRtp;
        RtpTarget = describedRtp is not null && direction is MediaDirection.SendReceive or MediaDirection.ReceiveOnly ? hears : null;
        RtcpTarget = describedRtp is null ? null : rtcpSource ?? describedRtcp;
        IsMuxed = RtcpTarget == hears;
    }
}
