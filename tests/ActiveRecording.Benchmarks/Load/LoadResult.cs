namespace ActiveRecording.Benchmarks.Load;

/// <summary>What a relay did under a load.</summary>
/// <param name="Sent">Packets sent to it in the measured time.</param>
/// <param name="Received">Of them, those that came to the other party.</param>
/// <param name="Copies">Copies that came to recorders.</param>
/// <param name="OutOfOrder">Packets that came behind a later one.</param>
/// <param name="P50Millis">Median of the latency from sending to the other party's socket.</param>
/// <param name="P99Millis">99th percentile of the same.</param>
/// <param name="WorstLagMillis">How late the load itself was at worst.</param>
/// <param name="CpuMicrosPerPacket">CPU time of the relay's process per packet received.</param>
/// <param name="BytesPerPacket">Bytes that the relay allocated per packet received; null if it does not say.</param>
internal sealed record LoadResult(
    long Sent, long Received, long Copies, long OutOfOrder, double P50Millis, double P99Millis, double WorstLagMillis,
    double CpuMicrosPerPacket, double? BytesPerPacket)
{
    /// <summary>Share of packets that did not come to the other party, in percent.</summary>
    public double LossPercent => Sent == 0 ? 0 : Math.Max(0, 100.0 * (Sent - Received) / Sent);

    private double CopiedPercent => Sent == 0 ? 0 : 100.0 * Copies / Sent;

    public override string ToString() => FormattableString.Invariant(
        $"{CpuMicrosPerPacket,6:F2} µs/packet, p50 {P50Millis:F2} ms, p99 {P99Millis:F2} ms, lost {LossPercent:F3} %, ")
        + FormattableString.Invariant($"copies {CopiedPercent:F1} %, out of order {OutOfOrder}, load late by {WorstLagMillis:F1} ms");
}
