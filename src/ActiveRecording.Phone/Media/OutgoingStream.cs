using ActiveRecording.Rtp.Packets;

namespace ActiveRecording.Phone.Media;

/// <summary>
/// A phone's source of RTP: its numbers, its counts and, if they are kept, its packets. Used under the lock
/// of its media.
/// </summary>
internal sealed class OutgoingStream(uint ssrc, uint firstTimestamp, ushort firstSequence, bool keepPackets)
{
    private readonly List<SentPacket> sent = [];
    private ushort sequence = firstSequence;
    private uint lastTimestamp = firstTimestamp;
    private DateTimeOffset lastAt;
    private uint packets;
    private uint octets;

    public uint Ssrc { get; private set; } = ssrc;

    /// <summary>Sequence number of the next packet.</summary>
    public ushort NextSequence => sequence;

    /// <summary>Timestamp of the next packet of the schedule.</summary>
    public uint NextTimestamp { get; private set; } = firstTimestamp;

    /// <summary>Packets of all sources that this one was.</summary>
    public int Packets { get; private set; }

    public IReadOnlyList<SentPacket> Sent => [.. sent];

    /// <summary>The clock goes on, or leaps.</summary>
    public void Advance(int ticks) => NextTimestamp += (uint)ticks;

    /// <summary>Goes on as another source.</summary>
    public void Restart(uint ssrc, ushort sequence, uint timestamp)
    {
        (Ssrc, this.sequence, NextTimestamp, lastTimestamp) = (ssrc, sequence, timestamp, timestamp);
        (packets, octets) = (0, 0);
    }

    /// <summary>Writes the next packet.</summary>
    /// <returns>Its bytes.</returns>
    public int Write(
        Span<byte> datagram, DateTimeOffset at, byte payloadType, uint timestamp, bool marker, byte[] payload)
    {
        var length = new RtpHeader(payloadType, sequence, timestamp, Ssrc, marker).Write(datagram, payload);
        if (keepPackets)
            sent.Add(new(at, sequence, timestamp, payload) { PayloadType = payloadType, Ssrc = Ssrc });
        (lastTimestamp, lastAt) = (timestamp, at);
        sequence++;
        Packets++;
        packets++;
        octets += (uint)payload.Length;
        return length;
    }

    /// <summary>Writes a sender report (RFC 3550 §6.4.1); nothing before the first packet.</summary>
    /// <returns>Its bytes.</returns>
    public int Report(Span<byte> datagram, DateTimeOffset now, int clockRate, string cName)
    {
        if (packets == 0) return 0;
        var timestamp = lastTimestamp + (uint)((now - lastAt).TotalSeconds * clockRate);
        var writer = new RtcpWriter(datagram);
        writer.Write(new SenderReport(Ssrc, NtpTimestamp.From(now), timestamp, packets, octets), []);
        writer.WriteCName(Ssrc, cName);
        return writer.Length;
    }
}
