namespace ActiveRecording.Rtp.DataPlane;

/// <summary>A replica's counts at one moment.</summary>
/// <param name="Sent">RTP packets sent to the recorder.</param>
/// <param name="Buffered">Packets waiting for the recorder's address.</param>
/// <param name="Overflowed">Packets lost because the buffer was full.</param>
/// <param name="Cut">Packets not copied because the replica was not active.</param>
/// <param name="ReportedLost">Packets the recorder says it missed (its last receiver report, RFC 3550 §6.4.1).</param>
public readonly record struct ReplicaStatistics(long Sent, int Buffered, long Overflowed, long Cut, long ReportedLost);
