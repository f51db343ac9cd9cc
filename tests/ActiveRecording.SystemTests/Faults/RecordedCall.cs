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

    /// <summary>Who was called.</summary>
    public string Dnis { get; init; } = "";

    /// <summary>When it was answered.</summary>
    public DateTimeOffset? Answered { get; init; }

    /// <summary>When it was hung up.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Whether it was to be recorded from the answer on.</summary>
    public bool Planned { get; init; }

    /// <summary>When the Media Server was asked to record, which may be in the middle of the call.</summary>
    public DateTimeOffset? Requested { get; init; }

    /// <summary>When it was asked to stop, if before the end of the call.</summary>
    public DateTimeOffset? Stopped { get; init; }

    /// <summary>Why its recording failed, as far as the switch knows.</summary>
    public string? Failure { get; init; }

    /// <summary>The file.</summary>
    public RecordedFile? File { get; init; }

    /// <summary>What is wrong; null if nothing is.</summary>
    /// <param name="listed">What is shown to those who ask for its recording.</param>
    /// <param name="firstMissing">What a file misses between two instants of what was sent, and does not say so.</param>
    /// <param name="single">
    /// The run had one fault: repetition makes good for it, so that not even a gap is explained by it.
    /// </param>
    public string? FirstBroken(
        RecordingDocument? listed, Func<RecordedFile, DateTimeOffset, DateTimeOffset, string?> firstMissing, bool single)
    {
        if (Ended is not { } ended) return $"call {CallUuid} has no end";
        if (Failure is not null) return Failure.Length > 0 ? null : $"the recording of {CallUuid} failed without a reason";
        if (Requested is not { } requested)
            return File is not null ? $"call {CallUuid} was recorded without need"
                : Planned && Answered is not null ? $"call {CallUuid} is not recorded, and nothing says why" : null;
        if (File is null) return listed is { Progress: RecordingProgress.Failed } ? null : $"the recording of {CallUuid} is missing";
        var until = Stopped ?? ended;
        var missing = (until - requested) - TimeSpan.FromSeconds(File.Seconds);
        if (missing.Duration() > Tolerance) return $"the recording of {CallUuid} is {missing.TotalMilliseconds:F0} ms too short";
        return firstMissing(File, requested, until) ?? (single ? FirstGap(File) : null);
    }

    private string? FirstGap(RecordedFile file)
    {
        if (file.LostPackets > 0) return $"the recording of {CallUuid} lost {file.LostPackets} packets";
        return file.Gaps.FirstOrDefault(gap => !Explained.Contains(gap.Cause, StringComparer.Ordinal)) is { } unexplained
            ? $"the recording of {CallUuid} has a gap of {unexplained.Seconds:F3} s at {unexplained.Start:F3}: {unexplained.Cause}"
            : null;
    }
}
