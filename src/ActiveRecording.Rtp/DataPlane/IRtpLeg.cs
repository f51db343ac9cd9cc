namespace ActiveRecording.Rtp.DataPlane;

/// <summary>
/// The endpoint of one party's stream. Bridged legs forward RTP and RTCP byte for byte in arrival order. Answers go where the
/// party's packets come from (symmetric RTP, RFC 4961): the source is locked to the described address or to the first
/// valid stream, and changes only after 50 valid packets from one other source and 30 packet intervals (20 ms) without the locked
/// one, never while the party is on hold; the described address may always take over.
/// </summary>
public interface IRtpLeg
{
    /// <summary>The bound port pair.</summary>
    RtpEndpoints Local { get; }

    /// <summary>What was received and sent so far.</summary>
    LegStatistics Statistics { get; }

    /// <summary>Takes over what the party's description says. The same description again changes nothing.</summary>
    void SetRemote(LegRemote remote);

    /// <summary>
    /// Joins two legs in both directions; either of them leaves the partner it had. Null leaves the partner. Before a leg has an address, what is
    /// to be sent to it is dropped and counted.
    /// </summary>
    void BridgeTo(IRtpLeg? other);

    /// <summary>
    /// From now on packets for the bridged leg bear other payload types; replicas get them as they came.
    /// <see cref="PayloadTranslation.None"/> lets them pass byte for byte, as at first.
    /// </summary>
    void Translate(PayloadTranslation translation);

    /// <summary>Closes both sockets and gives the port pair back; a second call does nothing.</summary>
    void Close();
}
