using ActiveRecording.Rtp.Packets;
using ActiveRecording.Rtp.Reception;

namespace ActiveRecording.Rtp.Endpoints;

/// <summary>One synchronization source within a replica.</summary>
internal sealed class ReplicatedStream
{
    private StreamClock clock = new(clockRate: 1);
    private uint octets;

    /// <summary>As the party sends it.</summary>
    public uint Ssrc { get; private set; }

    /// <summary>As the recorder sees it: the party's own, or one that the replica was given.</summary>
    public uint SentAs { get; private set; }

    /// <summary>A report preceded the next packet.</summary>
    public bool IsReported { get; set; }

    public uint Packets { get; private set; }

    /// <summary>From now on this is about another source.</summary>
    public void Begin(uint ssrc, uint sentAs, int clockRate)
    {
        (Ssrc, SentAs, IsReported, Packets, octets) = (ssrc, sentAs, false, 0, 0);
        clock.Begin(clockRate);
    }

    /// <summary>Takes a packet's arrival in, sent or not.</summary>
    public void Observe(uint timestamp, DateTimeOffset arrival) => clock.Observe(timestamp, arrival);

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
        var (timestamp, instant) = clock.At(now);
        var writer = new RtcpWriter(compound);
        writer.Write(new SenderReport(SentAs, NtpTimestamp.From(instant), timestamp, Packets, octets), []);
        writer.WriteCName(SentAs, cName);
        if (bye) writer.WriteBye(SentAs);
        return writer.Length;
    }
}
