using System.Buffers.Binary;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Packets;

namespace ActiveRecording.Rtp.Endpoints;

/// <summary>Copies a leg's packets to a recorder.</summary>
/// <param name="shard">The leg's.</param>
/// <param name="options">How it was opened.</param>
/// <param name="source">The leg.</param>
/// <param name="shared">The port pair it shares with others; null when it has one of its own.</param>
internal sealed class Replica(Shard shard, ReplicaOptions options, Leg source, SharedSender? shared) : Endpoint(shard), IRtpReplica
{
    private const int BufferedPackets = 4096;
    private const int CompoundBytes = 512;
    private const int SsrcAt = 8;

    private readonly PacketRing buffer = new(BufferedPackets);
    private readonly List<ReplicatedStream> streams = new(1);
    private ReplicatedStream? current;
    private byte[]? first;
    private TransportAddress? rtp;
    private TransportAddress rtcp;
    private ITimer? reports;
    private uint begun;
    private bool isCut;
    private long sent;
    private long overflowed;
    private long cut;
    private long reportedLost;

    /// <summary>Set before the first packet is offered.</summary>
    public uint? Ssrc { get; set; }

    public ReplicaStatistics Statistics => Shard.Ask(() => new ReplicaStatistics(sent, buffer.Count, overflowed, cut, reportedLost));

    public void SetRemote(RtpEndpoints remote) => Shard.Run(() =>
    {
        if (HasEnded) return;
        (rtp, rtcp) = (TransportAddress.From(remote.Rtp), TransportAddress.From(remote.Rtcp));
        if (shared is null) Sockets?.Rtp.Latch(rtp.Value);
        if (!isCut) Flush();
    });

    public void SetActive(bool active) => Shard.Run(() =>
    {
        if (HasEnded || isCut == !active) return;
        isCut = !active;
        foreach (var stream in streams) stream.IsReported = false;
        if (active && rtp is not null) Flush();
    });

    /// <summary>A packet the leg received; <see cref="Leg"/> has checked that it is one.</summary>
    public void Offer(ReadOnlySpan<byte> datagram, DateTimeOffset arrival)
    {
        if (HasEnded || !RtpPacket.TryParse(datagram, out var packet)) return;
        if (isCut)
        {
            cut++;
            return;
        }

        var stream = StreamOf(packet);
        stream.Observe(packet.Timestamp, arrival);
        if (rtp is { } target)
        {
            Send(packet, stream, target);
            return;
        }

        KeepFirst(arrival - options.Buffer);
        overflowed += buffer.TrimBefore(arrival - options.Buffer);
        if (buffer.Add(datagram, arrival)) overflowed++;
    }

    /// <summary>Nobody sends RTP to a replica; reports may come to the shared port (RFC 5761).</summary>
    public override void RtpReceived(ReadOnlySpan<byte> datagram, in TransportAddress from, DateTimeOffset arrival)
    {
        if (RtcpReader.LooksLikeRtcp(datagram)) RtcpReceived(datagram, from, arrival);
        else Shard.Tally.Count(Counted.WrongSource);
    }

    public override void RtcpReceived(ReadOnlySpan<byte> datagram, in TransportAddress from, DateTimeOffset arrival)
    {
        if (!HasEnded) Shard.Tally.Count(ReadReports(datagram, from));
    }

    /// <summary>Takes what a recorder reports, if it is this replica's recorder.</summary>
    public Counted Reported(in ReportBlock block, in TransportAddress from)
    {
        if (rtp is null || !from.IsOnHostOf(rtcp)) return Counted.WrongSource;
        foreach (var stream in streams)
        {
            if (stream.SentAs == block.Ssrc) reportedLost = block.Lost;
        }

        return Counted.Rtcp;
    }

    protected override void End()
    {
        foreach (var stream in streams)
        {
            if (stream.Packets > 0) Report(stream, bye: true);
        }

        buffer.Clear();
        reports?.Dispose();
        source.Detach(this);
        shared?.Leave(this);
    }

    /// <summary>
    /// The first packet stays, whatever is dropped after it: the jump in sequence numbers behind it tells the recorder what is lost, where a
    /// stream that merely began later would tell nothing.
    /// </summary>
    private void KeepFirst(DateTimeOffset earliest)
    {
        if (first is not null || buffer.Count == 0 || (buffer.Arrival(0) >= earliest && buffer.Count < BufferedPackets)) return;
        first = buffer.Packet(0).ToArray();
        overflowed--;
    }

    private void Flush()
    {
        if (rtp is not { } target) return;
        if (first is not null && RtpPacket.TryParse(first, out var beginning)) Send(beginning, StreamOf(beginning), target);
        first = null;
        for (var index = 0; index < buffer.Count; index++)
        {
            if (RtpPacket.TryParse(buffer.Packet(index), out var packet)) Send(packet, StreamOf(packet), target);
        }

        buffer.Clear();
    }

    private void Send(in RtpPacket packet, ReplicatedStream stream, in TransportAddress target)
    {
        if (!stream.IsReported) Report(stream, bye: false);
        reports ??= Shard.CreateTimer(ReportAll, options.ReportInterval, options.ReportInterval);
        stream.Sent(packet);
        sent++;
        if (stream.SentAs == stream.Ssrc)
        {
            RtpSocket?.Send(packet.Bytes, target);
            return;
        }

        var copy = Shard.Scratch.AsSpan(0, packet.Bytes.Length);
        packet.Bytes.CopyTo(copy);
        BinaryPrimitives.WriteUInt32BigEndian(copy[SsrcAt..], stream.SentAs);
        RtpSocket?.Send(copy, target);
    }

    private void ReportAll()
    {
        if (HasEnded || isCut) return;
        foreach (var stream in streams)
        {
            if (stream.Packets > 0) Report(stream, bye: false);
        }
    }

    private void Report(ReplicatedStream stream, bool bye)
    {
        if (rtp is null) return;
        Span<byte> compound = stackalloc byte[CompoundBytes];
        var length = stream.Report(compound, Shard.Clock.Now, options.CName, bye);
        Sockets?.Rtcp.Send(compound[..length], rtcp);
    }

    private ReplicatedStream StreamOf(in RtpPacket packet)
    {
        if (current is null || current.Ssrc != packet.Ssrc) current = Find(packet.Ssrc) ?? Begin(packet);
        return current;
    }

    private ReplicatedStream? Find(uint ssrc)
    {
        foreach (var stream in streams)
        {
            if (stream.Ssrc == ssrc) return stream;
        }

        return null;
    }

    /// <summary>At the limit the oldest gives way, with the source it was sent under.</summary>
    private ReplicatedStream Begin(in RtpPacket packet)
    {
        ReplicatedStream stream;
        if (streams.Count < SsrcBlock.Size) stream = new ReplicatedStream();
        else
        {
            stream = streams[0];
            streams.RemoveAt(0);
        }

        streams.Add(stream);
        var sentAs = Ssrc is { } first ? first + begun++ % SsrcBlock.Size : packet.Ssrc;
        stream.Begin(packet.Ssrc, sentAs, source.ClockRate(packet.PayloadType));
        return stream;
    }

    private Counted ReadReports(ReadOnlySpan<byte> datagram, in TransportAddress from)
    {
        if (!RtcpReader.TryParse(datagram, out var compound)) return Counted.Malformed;
        if (rtp is null || !from.IsOnHostOf(rtcp)) return Counted.WrongSource;
        while (compound.TryRead(out var packet))
        {
            for (var index = 0; packet.TryGetReportBlock(index, out var block); index++) Reported(block, from);
        }

        return Counted.Rtcp;
    }
}
