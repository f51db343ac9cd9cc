using ActiveRecording.Domain.Recordings;
using ActiveRecording.Reporting.Documents;

namespace ActiveRecording.SystemTests.Faults;

/// <summary>A call as the journal tells it, and its recording as the recorder's does.</summary>
internal sealed record RecordedCall
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(60);

    /// <summary>Held, or a party that never came to send: its ACK was lost until it hung up.</summary>
    private static readonly string[] Explained = ["paused", "no-media"];

    /// <summary>Its identifier.</summary>
    public required string CallUuid { get; init; }

    /// <summary>When it was answered.</summary>
    public DateTimeOffset? Answered { get; init; }

    /// <summary>When it was hung up.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Whether it was to be recorded.</summary>
    public bool Planned { get; init; }

    /// <summary>Why its recording failed, as far as the switch knows.</summary>
    public string? Failure { get; init; }

    /// <summary>The file.</summary>
    public RecordedFile? File { get; init; }

    /// <summary>What is wrong; null if nothing is.</summary>
    /// <param name="listed">What is shown to those who ask for its recording.</param>
    /// <param name="whole">No packet may be missing; else what is missing is to be listed, and the time line to be whole.</param>
    public string? FirstBroken(RecordingDocument? listed, bool whole)
    {
        if (Ended is not { } ended) return $"call {CallUuid} has no end";
        if (Answered is not { } answered || !Planned) return File is null ? null : $"call {CallUuid} was recorded without need";
        if (Failure is not null) return Failure.Length > 0 ? null : $"the recording of {CallUuid} failed without a reason";
        if (File is null) return listed is { Progress: RecordingProgress.Failed } ? null : $"the recording of {CallUuid} is missing";
        var missing = (ended - answered) - TimeSpan.FromSeconds(File.Seconds);
        if (missing.Duration() > Tolerance) return $"the recording of {CallUuid} is {missing.TotalMilliseconds:F0} ms too short";
        if (!whole) return File.LostPackets == 0 || File.Gaps.Count > 0 ? null : $"packets of {CallUuid} are missing unlisted";
        if (File.LostPackets > 0) return $"the recording of {CallUuid} lost {File.LostPackets} packets";
        return File.Gaps.FirstOrDefault(gap => !Explained.Contains(gap.Cause, StringComparer.Ordinal)) is { } unexplained
            ? $"the recording of {CallUuid} has a gap of {unexplained.Seconds:F3} s at {unexplained.Start:F3}: {unexplained.Cause}"
            : null;
    }
}
