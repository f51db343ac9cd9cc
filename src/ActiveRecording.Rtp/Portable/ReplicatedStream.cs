using ActiveRecording.Rtp.Packets;
using ActiveRecording.Rtp.Reception;

namespace ActiveRecording.Rtp.Portable;

/// <summary>One synchronization source within a replica.</summary>
internal sealed class ReplicatedStream(uint ssrc, int clockRate)
{
    private uint octets;

    public uint Ssrc => ssrc;

    public StreamClock Clock { get; } = new(clockRate);

    /// <summary>A report preceded the next packet.</summary>
    public bool Reported { get; set; }

    public uint Packets { get; private set; }

    public void Sent(in RtpPacket packet)
    {
        Packets++;
        octets += (uint)packet.Payload.Length;
    }

    public SenderReport Report(DateTimeOffset now)
    {
        var (timestamp, instant) = Clock.At(now);
        return new SenderReport(ssrc, NtpTimestamp.From(instant), timestamp, Packets, octets);
    }
}
