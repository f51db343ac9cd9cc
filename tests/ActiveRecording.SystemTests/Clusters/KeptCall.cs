using ActiveRecording.Archive.Manifests;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Domain.Recordings;
using ActiveRecording.Reporting.Documents;
using ActiveRecording.SystemTests.Faults;

namespace ActiveRecording.SystemTests.Clusters;

/// <summary>
/// A call and its recording as journals tell them, by the clock that nobody moves: an answered call that was to be recorded
/// ends in a file that holds all of it or says what it misses, or in a failure with a reason.
/// </summary>
internal sealed record KeptCall(string CallUuid)
{
    private bool Planned { get; init; }

    private DateTimeOffset? Answered { get; init; }

    private DateTimeOffset? Ended { get; init; }

    private string? Failure { get; init; }

    /// <summary>Its answer or its end was told to others by a node with another time of day.</summary>
    public bool IsOff { get; private init; }

    /// <summary>It was to be recorded, and was.</summary>
    public bool IsRecorded => Planned && Answered is not null && Failure is null;

    /// <summary>The call after an event that became durable at an instant.</summary>
    /// <param name="event">What happened.</param>
    /// <param name="at">When.</param>
    /// <param name="isOff">The node that decided it has another time of day.</param>
    public KeptCall After(CallEvent @event, DateTimeOffset at, bool isOff) => @event switch
    {
        CallCreated created => this with { Planned = created.Recording is not null },
        CallAnswered => this with { Answered = at, IsOff = IsOff || isOff },
        CallRecordingFailed failed => this with { Failure = failed.Reason },
        CallRecordingRequested => this with { IsOff = IsOff || isOff },
        CallEnded => this with { Ended = at, IsOff = IsOff || isOff },
        _ => this,
    };

    /// <summary>What is wrong; null if nothing is.</summary>
    /// <param name="files">Its sealed files.</param>
    /// <param name="listed">What is shown to those who ask for its recordings.</param>
    /// <param name="completeness">What was sent.</param>
    /// <param name="manifestOf">Of a file.</param>
    public string? FirstBroken(
        IReadOnlyList<RecordedFile> files, IReadOnlyList<RecordingDocument> listed, Completeness completeness,
        Func<RecordedFile, RecordingManifest> manifestOf)
    {
        if (Ended is not { } ended) return $"call {CallUuid} has no end";
        if (!Planned) return files.Count > 0 ? $"call {CallUuid} was recorded without need" : null;
        if (Failure is not null) return Failure.Length > 0 ? null : $"the recording of {CallUuid} failed without a reason";
        if (Answered is not { } answered) return null;
        if (files.Count == 0)
            return listed.Any(one => one.Progress == RecordingProgress.Failed) ? null : $"call {CallUuid} is not recorded, and nothing says why";
        // A session that was asked for twice, because whoever had placed it was gone, leaves a second file of a part.
        var missing = files.Select(file => completeness.FirstMissing(manifestOf(file), answered, ended)).ToList();
        return missing.Contains(null) ? null : $"the recording of {CallUuid}: {missing[0]}";
    }
}
