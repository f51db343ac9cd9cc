using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Packets;
using ActiveRecording.Rtp.Reception;

namespace ActiveRecording.Rtp.Endpoints;

/// <summary>Reception of an endpoint: the current source's statistics, added to those of the sources before it.</summary>
internal struct ReceivedStream
{
    private ReceptionStatistics? statistics;
    private int clockRate;
    private long lostBefore;
    private long packets;
    private long bytes;

    /// <summary>The current synchronization source; null before the first packet.</summary>
    public uint? Ssrc { readonly get; private set; }

    public DateTimeOffset LastArrival { readonly get; private set; }

    /// <summary>Counts a packet.</summary>
    public void Count(in RtpPacket packet, DateTimeOffset arrival, int rate)
    {
        if (Ssrc != packet.Ssrc) Begin(packet);
        clockRate = rate;
        LastArrival = arrival;
        packets++;
        bytes += packet.Bytes.Length;
        statistics!.Count(packet.SequenceNumber);
        statistics.Arrived(packet.Timestamp, Ticks(arrival.UtcTicks, rate));
    }

    public readonly ReportBlock? Report(uint lastReport, uint delaySinceLastReport) =>
        Ssrc is { } ssrc ? statistics?.Report(ssrc, lastReport, delaySinceLastReport) : null;

    public readonly LegStatistics Snapshot(long forwarded, long dropped) => new(
        packets, bytes, forwarded, lostBefore + (statistics?.Lost ?? 0),
        statistics is null ? TimeSpan.Zero : TimeSpan.FromSeconds((double)statistics.Jitter / clockRate), dropped);

    private void Begin(in RtpPacket packet)
    {
        lostBefore += statistics?.Lost ?? 0;
        if (statistics is null) statistics = new ReceptionStatistics(packet.SequenceNumber, minSequential: 0);
        else statistics.Begin(packet.SequenceNumber);
        Ssrc = packet.Ssrc;
    }

    /// <summary>An instant in ticks of the stream's clock, modulo 2^32; split, so that 64 bits hold the product.</summary>
    private static uint Ticks(long instant, int rate)
    {
        var (seconds, rest) = Math.DivRem(instant, TimeSpan.TicksPerSecond);
        return (uint)(ulong)(seconds * rate + rest * rate / TimeSpan.TicksPerSecond);
    }
}
