namespace ActiveRecording.Rtp.DataPlane;

/// <summary>How a replica is opened.</summary>
/// <param name="CName">Canonical name in its RTCP (RFC 3550 §6.5.1), 1 to 255 bytes; the same for all streams of one clock.</param>
/// <param name="Since">The earliest arrival to copy, within the leg's <see cref="LegOptions.History"/>; null: from now.</param>
/// <param name="Buffer">What is kept per stream until the recorder's address is known; the oldest goes first.</param>
/// <param name="ReportInterval">Between sender reports.</param>
public sealed record ReplicaOptions(string CName, DateTimeOffset? Since, TimeSpan Buffer, TimeSpan ReportInterval)
{
    /// <summary>From now, 5 s of buffer, a report every second.</summary>
    public ReplicaOptions(string cName)
        : this(cName, Since: null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1))
    {
    }

    /// <summary>
    /// Leaves by a port pair that it shares with other replicas, under synchronization sources of its own (<see cref="IRtpReplica.Ssrc"/>): for a
    /// recorder that takes many streams at one address. Else it has a port pair and keeps the party's sources.
    /// </summary>
    public bool IsShared { get; init; }
}
