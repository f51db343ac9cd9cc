using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Packets;
using ActiveRecording.Rtp.Reception;

namespace ActiveRecording.Rtp.Portable;

/// <summary>Reception of an endpoint: the current source's statistics, added to those of the sources before it.</summary>
internal sealed class ReceivedStream
{
    private ReceptionStatistics? statistics;
    private int clockRate;
    private long lostBefore;
    private long packets;
    private long bytes;

    /// <summary>The current synchronization source; null before the first packet.</summary>
    public uint? Ssrc { get; private set; }

    public DateTimeOffset LastArrival { get; private set; }

    /// <summary>Counts a packet.</summary>
    public void Count(in RtpPacket packet, DateTimeOffset arrival, int rate)
    {
        if (statistics is null || Ssrc != packet.Ssrc)
        {
            lostBefore += statistics?.Lost ?? 0;
            statistics = new ReceptionStatistics(packet.SequenceNumber, minSequential: 0);
            Ssrc = packet.Ssrc;
        }

        clockRate = rate;
        LastArrival = arrival;
        packets++;
        bytes += packet.Bytes.Length;
        statistics.Count(packet.SequenceNumber);
        statistics.Arrived(packet.Timestamp, (uint)(ulong)((Int128)arrival.UtcTicks * rate / TimeSpan.TicksPerSecond));
    }

    public ReportBlock? Report(uint lastReport, uint delaySinceLastReport) =>
        Ssrc is { } ssrc ? statistics?.Report(ssrc, lastReport, delaySinceLastReport) : null;

    public LegStatistics Snapshot(long forwarded, long dropped) => new(
        packets, bytes, forwarded, lostBefore + (statistics?.Lost ?? 0),
        statistics is null ? TimeSpan.Zero : TimeSpan.FromSeconds((double)statistics.Jitter / clockRate), dropped);
}
