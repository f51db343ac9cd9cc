namespace ActiveRecording.Rtp.DataPlane;

/// <summary>
/// A copy of everything a leg receives, sent to a recorder: payload, marker, sequence, timestamp and SSRC are kept. Until
/// the recorder's address is known up to <see cref="ReplicaOptions.Buffer"/> is kept. Sender reports (RFC 3550 §6.4.1) map the
/// stream's timestamps to the instant their samples arrived on our clock: at once with the first packet, then every second. A
/// replica outlives its leg, so that what it buffered can still be delivered.
/// </summary>
public interface IRtpReplica
{
    /// <summary>The bound port pair.</summary>
    RtpEndpoints Local { get; }

    /// <summary>
    /// Of a shared replica the first of the eight synchronization sources that it sends under, a multiple of eight; the party's next source
    /// takes the next of them. Null: the party's own are kept.
    /// </summary>
    uint? Ssrc { get; }

    /// <summary>What was copied so far.</summary>
    ReplicaStatistics Statistics { get; }

    /// <summary>The recorder's address: what was buffered is flushed in order, the rest follows live.</summary>
    void SetRemote(RtpEndpoints remote);

    /// <summary>
    /// False is a hard cut: after the call returns not one packet is sent and none is kept; what was buffered before the cut is
    /// kept for the resumption. True resumes with the next packet the leg receives.
    /// </summary>
    void SetActive(bool active);

    /// <summary>Sends an RTCP BYE (RFC 3550 §6.6), closes the sockets, gives the ports back; a second call does nothing.</summary>
    void Close();
}
