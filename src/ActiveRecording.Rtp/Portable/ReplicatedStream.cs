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
    public bool IsReported { get; set; }

    public uint Packets { get; private set; }

    public void Sent(in RtpPacket packet)
    {
        Packets++;
        octets += (uint)packet.Payload.Length;
    }

    /// <summary>Writes a sender report and the canonical name, and a BYE if it is the last (RFC 3550 §6.1).</summary>
    /// <returns>The bytes written.</returns>
    public int Report(Span<byte> compound, DateTimeOffset now, string cName, bool bye)
    {
        IsReported = true;
        var (timestamp, instant) = Clock.At(now);
        var writer = new RtcpWriter(compound);
        writer.Write(new SenderReport(ssrc, NtpTimestamp.From(instant), timestamp, Packets, octets), []);
        writer.WriteCName(ssrc, cName);
        if (bye) writer.WriteBye(ssrc);
        return writer.Length;
    }
}
