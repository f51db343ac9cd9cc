using ActiveRecording.Archive.Spools;

namespace ActiveRecording.Archive.Rendering;

/// <summary>
/// When the first sample of a segment was taken. By sender reports (RFC 3550 §6.4.1) where there are some:
/// the earliest base of the first <see cref="Settling"/>, because a sender can only learn that its first
/// packets were late. Else by the minimum delay of that time. One base holds for the whole segment, so that
/// samples stay contiguous; what the clocks drift apart is reported.
/// </summary>
internal sealed class SegmentClock(long firstArrivalTicks)
{
    /// <summary>How long the base is learnt.</summary>
    private static readonly long Settling = 2 * TimeSpan.TicksPerSecond + TimeSpan.TicksPerSecond / 2;

    /// <summary>Drift is measured between minima over windows of this length.</summary>
    private static readonly long DriftWindow = 10 * TimeSpan.TicksPerSecond;

    private long minimumDelayBase = firstArrivalTicks;
    private long excessSum;
    private long excessCount;
    private long reportBase = long.MaxValue;
    private long firstReportArrival;
    private long lowestReportBase = long.MaxValue;
    private long highestReportBase = long.MinValue;
    private readonly long firstArrival = firstArrivalTicks;
    private long windowStart = firstArrivalTicks;
    private long windowMinimum = long.MaxValue;
    private long firstWindowMinimum = long.MaxValue;
    private long lastWindowMinimum = long.MaxValue;
    private long lastWindowStart;

    /// <summary>Whether sender reports gave the base.</summary>
    public bool FromReports => reportBase != long.MaxValue;

    /// <summary>
    /// The smallest arrival minus NTP instant of this sender: its clock against the recorder's.
    /// </summary>
    public long? ClockOffset { get; private set; }

    /// <summary>
    /// A packet whose first sample is <paramref name="sample"/> samples after the segment's first.
    /// </summary>
    public void Packet(long arrivalTicks, long sample)
    {
        var origin = arrivalTicks - (sample * MediaClock.TicksPerSample);
        if (arrivalTicks - firstArrival <= Settling)
        {
            minimumDelayBase = Math.Min(minimumDelayBase, origin);
            excessSum += origin - minimumDelayBase;
            excessCount++;
        }

        if (arrivalTicks - windowStart > DriftWindow) CloseWindow(arrivalTicks);
        windowMinimum = Math.Min(windowMinimum, origin);
    }

    /// <summary>
    /// A sender report whose RTP timestamp is <paramref name="sample"/> samples after the segment's first.
    /// </summary>
    public void Report(in SpooledReport report, long sample)
    {
        var origin = report.NtpTicks - (sample * MediaClock.TicksPerSample);
        if (!FromReports) firstReportArrival = report.ArrivalTicks;
        if (report.ArrivalTicks - firstReportArrival <= Settling) reportBase = Math.Min(reportBase, origin);
        lowestReportBase = Math.Min(lowestReportBase, origin);
        if (report.ArrivalTicks - firstReportArrival > Settling)
            highestReportBase = Math.Max(highestReportBase, origin);
        ClockOffset = Math.Min(ClockOffset ?? long.MaxValue, report.ArrivalTicks - report.NtpTicks);
    }

    /// <summary>The instant of the first sample on the recorder's clock, UTC ticks.</summary>
    /// <param name="clockOffset">
    /// The offset of the sender's clock, shared by the streams that share the clock.
    /// </param>
    public long FirstSampleTicks(long clockOffset) =>
        FromReports ? reportBase + clockOffset : minimumDelayBase;

    /// <summary>
    /// How far off the base may be: the spread of what the reports said later, or the mean excess delay.
    /// </summary>
    public TimeSpan Uncertainty => FromReports
        ? TimeSpan.FromTicks(Math.Max(reportBase, highestReportBase) - lowestReportBase)
        : TimeSpan.FromTicks(excessSum / Math.Max(1, excessCount));

    /// <summary>
    /// Growth of the minimum delay per second of media, in parts per million: positive when the source is
    /// slow.
    /// </summary>
    public double DriftPartsPerMillion =>
        lastWindowMinimum == long.MaxValue || lastWindowStart == firstArrival
            ? 0
            : (lastWindowMinimum - firstWindowMinimum) * 1e6 / (lastWindowStart - firstArrival);

    private void CloseWindow(long arrivalTicks)
    {
        if (firstWindowMinimum == long.MaxValue) firstWindowMinimum = windowMinimum;
        lastWindowMinimum = windowMinimum;
        lastWindowStart = windowStart;
        windowStart = arrivalTicks;
        windowMinimum = long.MaxValue;
    }
}
