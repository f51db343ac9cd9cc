using System.Buffers.Binary;
using ActiveRecording.Rtp.Packets;

namespace ActiveRecording.Rtp.Endpoints;

/// <summary>A port pair on which many receivers receive, each the sources of one shared replica.</summary>
internal sealed class SharedReceiver(Shard shard) : Endpoint(shard)
{
    private const int RtpSsrcAt = 8;
    private const int RtcpSsrcAt = RtcpPacket.HeaderBytes;
    private readonly Dictionary<uint, Receiver> receivers = [];

    /// <returns>False when another receiver has that source.</returns>
    public bool TryJoin(Receiver receiver, uint ssrc) => receivers.TryAdd(SsrcBlock.Of(ssrc), receiver);

    public void Leave(Receiver receiver, uint ssrc)
    {
        if (receivers.GetValueOrDefault(SsrcBlock.Of(ssrc)) == receiver) receivers.Remove(SsrcBlock.Of(ssrc));
    }

    public override void RtpReceived(ReadOnlySpan<byte> datagram, in TransportAddress from, DateTimeOffset arrival)
    {
        if (RtcpReader.LooksLikeRtcp(datagram)) RtcpReceived(datagram, from, arrival);
        else if (datagram.Length < RtpPacket.HeaderBytes) Shard.Tally.Count(Counted.TooShort);
        else if (Find(datagram, RtpSsrcAt) is { } receiver) receiver.RtpReceived(datagram, from, arrival);
        else Shard.Tally.Count(RtpPacket.TryParse(datagram, out _) ? Counted.UnknownSsrc : Counted.Malformed);
    }

    public override void RtcpReceived(ReadOnlySpan<byte> datagram, in TransportAddress from, DateTimeOffset arrival)
    {
        if (datagram.Length < RtcpSsrcAt + RtcpPacket.SsrcBytes) Shard.Tally.Count(Counted.TooShort);
        else if (Find(datagram, RtcpSsrcAt) is { } receiver) receiver.RtcpReceived(datagram, from, arrival);
        else Shard.Tally.Count(RtcpReader.TryParse(datagram, out _) ? Counted.UnknownSsrc : Counted.Malformed);
    }

    protected override void End() => receivers.Clear();

    private Receiver? Find(ReadOnlySpan<byte> datagram, int at) =>
        receivers.GetValueOrDefault(SsrcBlock.Of(BinaryPrimitives.ReadUInt32BigEndian(datagram[at..])));
}
