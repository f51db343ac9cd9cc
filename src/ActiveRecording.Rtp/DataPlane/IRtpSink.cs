using ActiveRecording.Rtp.Packets;

namespace ActiveRecording.Rtp.DataPlane;

/// <summary>
/// Takes what a receiver receives: one call at a time per receiver, in arrival order, on the plane's thread. Must return quickly and wait
/// for nothing.
/// </summary>
public interface IRtpSink
{
    /// <summary>A valid RTP packet; its spans are only valid during the call.</summary>
    void Received(in ReceivedRtp packet);

    /// <summary>A sender report: the pair of instants that places the stream's samples in time.</summary>
    void Received(in ReceivedSenderReport report);

    /// <summary>The source said BYE (RFC 3550 §6.6).</summary>
    void SourceEnded(uint ssrc, DateTimeOffset at);
}

/// <summary>A packet and when it arrived.</summary>
/// <param name="packet">The packet; its spans are only valid during the call.</param>
/// <param name="arrival">On our clock.</param>
public readonly ref struct ReceivedRtp(RtpPacket packet, DateTimeOffset arrival)
{
    /// <summary>The packet; its spans are only valid during the call.</summary>
    public RtpPacket Packet { get; } = packet;

    /// <summary>On our clock.</summary>
    public DateTimeOffset Arrival { get; } = arrival;
}

/// <summary>A sender report and when it arrived.</summary>
/// <param name="Report">What the sender says of its clock and counts.</param>
/// <param name="Arrival">On our clock.</param>
public readonly record struct ReceivedSenderReport(SenderReport Report, DateTimeOffset Arrival);
