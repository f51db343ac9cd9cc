using ActiveRecording.Archive.Spools;
using ActiveRecording.Rtp.DataPlane;

namespace ActiveRecording.Recorder.Sessions;

/// <summary>Passes what a receiver receives to the stream's spool, on the data plane's thread.</summary>
internal sealed class StreamSink : IRtpSink
{
    private volatile SpoolWriter? spool;
    private long lastArrivalTicks;
    private long lastMediaTicks;

    /// <summary>When anything last came, RTCP included, UTC ticks; 0 for never.</summary>
    public long LastArrivalTicks => Interlocked.Read(ref lastArrivalTicks);

    /// <summary>When RTP last came, UTC ticks; 0 for never.</summary>
    public long LastMediaTicks => Interlocked.Read(ref lastMediaTicks);

    /// <summary>The spool, once the session is accepted; nothing was invited before.</summary>
    public SpoolWriter? Spool
    {
        get => spool;
        set => spool = value;
    }

    /// <inheritdoc/>
    public void Received(in ReceivedRtp packet)
    {
        var ticks = packet.Arrival.UtcTicks;
        Interlocked.Exchange(ref lastArrivalTicks, ticks);
        Interlocked.Exchange(ref lastMediaTicks, ticks);
        var rtp = packet.Packet;
        spool?.Append(new SpooledPacket(
            ticks, rtp.Ssrc, rtp.Timestamp, rtp.SequenceNumber, rtp.PayloadType, rtp.Marker, rtp.Payload));
    }

    /// <inheritdoc/>
    public void Received(in ReceivedSenderReport report)
    {
        Interlocked.Exchange(ref lastArrivalTicks, report.Arrival.UtcTicks);
        spool?.Append(new SpooledReport(
            report.Arrival.UtcTicks,
            report.Report.Ssrc,
            report.Report.Ntp.ToInstant().UtcTicks,
            report.Report.RtpTimestamp,
            report.Report.Packets));
    }

    /// <inheritdoc/>
    public void SourceEnded(uint ssrc, DateTimeOffset at) =>
        Interlocked.Exchange(ref lastArrivalTicks, at.UtcTicks);
}
