namespace ActiveRecording.Rtp.DataPlane;

/// <summary>How a receiver is opened.</summary>
/// <param name="CName">Canonical name in its receiver reports, 1 to 255 bytes.</param>
/// <param name="Payloads">What may come; empty: anything.</param>
/// <param name="ReportInterval">Between receiver reports.</param>
public sealed record ReceiverOptions(string CName, IReadOnlyList<PayloadFormat> Payloads, TimeSpan ReportInterval)
{
    /// <summary>A report every 5 s (RFC 3550 §6.2).</summary>
    public ReceiverOptions(string cName, IReadOnlyList<PayloadFormat> payloads)
        : this(cName, payloads, TimeSpan.FromSeconds(5))
    {
    }

    /// <summary>The RTP port to bind again after a restart; null takes any that is free.</summary>
    public int? Port { get; init; }

    /// <summary>
    /// Receives on a port pair that it shares with other receivers, and there only the synchronization sources of a replica whose
    /// <see cref="IRtpReplica.Ssrc"/> this is. Null: on a port pair of its own, any source.
    /// </summary>
    public uint? Ssrc { get; init; }
}
