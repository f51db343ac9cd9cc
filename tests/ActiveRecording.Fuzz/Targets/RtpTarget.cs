using ActiveRecording.Rtp.Packets;

namespace ActiveRecording.Fuzz.Targets;

/// <summary>RTP packets.</summary>
internal sealed class RtpTarget : FuzzTarget
{
    public override string Name => "rtp";

    public override IReadOnlyList<string> Words { get; } = ["\u0000", "\u0001\u0002\u0003\u0004", "aaaaaaaaaaaa"];

    public override int MaxInputBytes => 2_048;

    public override long AllocationLimit(int inputBytes) => 4_096 + 4L * inputBytes;

    public override string Check(byte[] input)
    {
        if (!RtpPacket.TryParse(input, out var packet)) return "refused";
        Require(
            RtpPacket.HeaderBytes + 4 * packet.CsrcCount + (packet.HasExtension ? 4 + packet.Extension.Length : 0)
                + packet.Payload.Length + packet.PaddingBytes == input.Length,
            "has parts that do not add up");
        for (var i = 0; i < packet.CsrcCount; i++) packet.Csrc(i);

        // Rewritten without what the product never sends.
        var header = new RtpHeader(packet.PayloadType, packet.SequenceNumber, packet.Timestamp, packet.Ssrc, packet.Marker);
        var written = new byte[RtpPacket.HeaderBytes + packet.Payload.Length];
        Require(header.Write(written, packet.Payload) == written.Length, "is written with another length");
        Require(RtpPacket.TryParse(written, out var again), "is refused when written again");
        Require(
            header == new RtpHeader(again.PayloadType, again.SequenceNumber, again.Timestamp, again.Ssrc, again.Marker)
                && again.Payload.SequenceEqual(packet.Payload),
            "is another packet when read again");
        if (written.Length == input.Length) Require(written.AsSpan().SequenceEqual(input), "is written differently");
        return $"{packet.CsrcCount} {packet.HasExtension} {packet.PaddingBytes > 0}";
    }
}
