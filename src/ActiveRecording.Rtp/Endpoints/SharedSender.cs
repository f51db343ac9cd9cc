using ActiveRecording.Rtp.Packets;
using ActiveRecording.Runtime;

namespace ActiveRecording.Rtp.Endpoints;

/// <summary>The port pair that the shared replicas of a shard leave by. Reports that come back are told apart by the source they are on.</summary>
internal sealed class SharedSender(Shard shard, IIdentifiers identifiers) : Endpoint(shard)
{
    private readonly Dictionary<uint, Replica> replicas = [];

    /// <summary>Gives a replica its synchronization sources, which no other one of the shard has in its lifetime.</summary>
    public void Join(Replica replica)
    {
        uint first;
        do first = SsrcBlock.Of((uint)identifiers.NextUInt64());
        while (!replicas.TryAdd(first, replica));
        replica.Ssrc = first;
    }

    public void Leave(Replica replica)
    {
        if (replica.Ssrc is { } first) replicas.Remove(first);
    }

    public override void RtpReceived(ReadOnlySpan<byte> datagram, in TransportAddress from, DateTimeOffset arrival)
    {
        if (RtcpReader.LooksLikeRtcp(datagram)) RtcpReceived(datagram, from, arrival);
        else Shard.Tally.Count(Counted.WrongSource);
    }

    public override void RtcpReceived(ReadOnlySpan<byte> datagram, in TransportAddress from, DateTimeOffset arrival) =>
        Shard.Tally.Count(ReadReports(datagram, from));

    protected override void End()
    {
    }

    /// <summary>A compound of several recorders' reports does not exist: one refused block refuses it.</summary>
    private Counted ReadReports(ReadOnlySpan<byte> datagram, in TransportAddress from)
    {
        if (!RtcpReader.TryParse(datagram, out var compound)) return Counted.Malformed;
        var kind = Counted.Rtcp;
        while (compound.TryRead(out var packet))
        {
            for (var index = 0; packet.TryGetReportBlock(index, out var block); index++)
            {
                var known = replicas.TryGetValue(SsrcBlock.Of(block.Ssrc), out var replica);
                var verdict = known ? replica!.Reported(block, from) : Counted.UnknownSsrc;
                if (verdict != Counted.Rtcp) kind = verdict;
            }
        }

        return kind;
    }
}
