using System.Buffers.Binary;
using ActiveRecording.Phone.Media;
using ActiveRecording.Rtp.Packets;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>Holds a file in the rtpdump format against what a phone sent.</summary>
internal static class NativeStreamFile
{
    private const int RecordHeaderBytes = 8;
    private const int FileHeaderBytes = 16;

    /// <summary>The file's packets are what the phone sent from an instant on, byte for byte and without a hole.</summary>
    public static void AssertHolds(byte[] file, PhoneMedia media, DateTimeOffset answeredAt)
    {
        var kept = Read(file);
        var sent = media.Sent.SkipWhile(packet => packet.SequenceNumber != kept[0].SequenceNumber).ToList();
        Assert.InRange((sent[0].At - answeredAt).TotalMilliseconds, -20, 40);
        Assert.InRange(sent.Count - kept.Count, 0, 3);
        Assert.All(kept.Zip(sent), pair =>
        {
            var (packet, original) = pair;
            Assert.Equal(
                (original.PayloadType, original.SequenceNumber, original.Timestamp, original.Ssrc),
                (packet.PayloadType, packet.SequenceNumber, packet.Timestamp, packet.Ssrc));
            Assert.Equal(original.Payload.ToArray(), packet.Payload.ToArray());
        });
    }

    private static List<HeardPacket> Read(byte[] file)
    {
        var packets = new List<HeardPacket>();
        var at = Array.IndexOf(file, (byte)'\n') + 1 + FileHeaderBytes;
        while (at < file.Length)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 2));
            Assert.True(RtpPacket.TryParse(file.AsSpan(at + RecordHeaderBytes, length), out var packet));
            packets.Add(new(
                default, packet.PayloadType, packet.SequenceNumber, packet.Timestamp, packet.Ssrc, packet.Payload.ToArray()));
            at += RecordHeaderBytes + length;
        }

        return packets;
    }
}
