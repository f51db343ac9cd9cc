using System.Globalization;
using ActiveRecording.Archive;
using ActiveRecording.Archive.Manifests;
using ActiveRecording.Archive.Rendering;
using ActiveRecording.Domain.Recordings;
using ActiveRecording.Runtime.Scheduling;

namespace ActiveRecording.Recorder.Storage;

/// <summary>
/// Makes the files of complete recordings and removes their spools, off the endpoint's strand.
/// </summary>
internal sealed class Sealer
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private readonly RecorderContext context;
    private readonly Strand worker;

    public Sealer(RecorderContext context, IScheduler disk)
    {
        this.context = context;
        worker = new Strand(disk, context.Log.Unforeseen);
    }

    /// <summary>
    /// Seals once the streams are closed, after a pause that doubles with each failure; on the endpoint's
    /// strand.
    /// </summary>
    public void Seal(Domain.Recordings.Recording recording, int failedAttempts)
    {
        if (failedAttempts == 0)
            context.Sessions.WhenClosed(recording.Id, () => worker.Post(() => Seal(recording)));
        else context.After(Pause(failedAttempts), () => Seal(recording, 0));
    }

    /// <summary>Removes the spools of a sealed recording.</summary>
    public void RemoveSpools(string recordingId) => worker.Post(() =>
    {
        if (TryRemoveSpools(recordingId))
            context.TellSurely(recordingId, new ReportSpoolsRemoved(context.Now));
    });

    /// <summary>Runs an action after everything asked for before.</summary>
    public void AfterAll(Action action) => worker.Post(action);

    /// <summary>Removes spools; false when the disk refuses: the next start tries again.</summary>
    public bool TryRemoveSpools(string recordingId)
    {
        try
        {
            context.Store.RemoveSpools(recordingId);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            context.Log.SpoolsKept(exception, recordingId);
            return false;
        }
    }

    private void Seal(Domain.Recordings.Recording recording)
    {
        try
        {
            var made = context.Store.Seal(Request(recording));
            var manifest = made.Manifest;
            context.Log.Sealed(
                recording.Id, made.File, manifest.Seconds, manifest.LostPackets,
                manifest.Gaps.Count + manifest.UnlistedGaps, manifest.AlignmentMs);
            foreach (var native in Natives(manifest))
                context.Log.KeptNatively(recording.Id, native.Channel, native.Codec, native.Name);
            context.Meter.Sealed.Add(1);
            context.Meter.LostPackets.Add(manifest.LostPackets);
            context.TellSurely(recording.Id, new ReportSealed(ToFile(made), manifest.SealedAt));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            context.Log.SealingFailed(exception, recording.Id, exception.Message);
            context.Meter.SealingFailed.Add(1);
            context.TellSurely(recording.Id, new ReportSealingFailed(exception.Message, context.Now));
        }
    }

    private SealRequest Request(Domain.Recordings.Recording recording) => new(
        recording.Id,
        new CallDescription(
            recording.Call.CallUuid, recording.Call.RecordDn, recording.Call.OtherDn, recording.Call.ConnId,
            recording.Call.Ani, recording.Call.Dnis, recording.Call.Answered, recording.Call.FileName),
        [DnOf(recording, 0, recording.Call.RecordDn), DnOf(recording, 1, recording.Call.OtherDn)],
        [.. recording.Sessions.Select(ToSeal)],
        context.Now);

    private static string DnOf(Domain.Recordings.Recording recording, int channel, string otherwise) =>
        recording.Sessions.Sound.FirstOrDefault(line => line.Channel == channel)?.Dn is { Length: > 0 } dn
            ? dn
            : otherwise;

    private static SealSession ToSeal(RecordingSession session)
    {
        var end = session.End!;
        return new SealSession(
            new ManifestSession(session.Id, session.AcceptedAt, end.At, ReasonOf(end.Reason))
            {
                CallEndedAt = end.CallEndedAt,
            },
            end.Reason is not (SessionEnd.Bye or SessionEnd.Cancelled or SessionEnd.RecorderStopped),
            Channels(session.Sound))
        {
            Pictures = Channels(session.Pictures),
        };
    }

    /// <summary>By the index of the m= line.</summary>
    private static int?[] Channels(IEnumerable<RecordedLine> lines)
    {
        var channels = new int?[lines.Select(line => line.Index + 1).DefaultIfEmpty(0).Max()];
        foreach (var line in lines) channels[line.Index] = line.Channel;
        return channels;
    }

    /// <summary>For example <c>peer-vanished</c>.</summary>
    private static string ReasonOf(SessionEnd reason) =>
        string.Concat(reason.ToString().Select((letter, index) =>
        char.IsUpper(letter)
            ? (index > 0 ? "-" : "") + char.ToLower(letter, CultureInfo.InvariantCulture)
            : letter.ToString()));

    private static RecordedFile ToFile(SealedRecording made) => new(
        made.File,
        made.Sha256,
        made.Manifest.StartedAt,
        made.Manifest.Seconds,
        made.Manifest.LostPackets,
        made.Manifest.AlignmentMs,
        [.. made.Manifest.Gaps.Select(gap => new RecordedGap(
            gap.Channel, gap.Start, gap.Seconds, gap.Cause.ToName(), gap.LostPackets))],
        made.Manifest.UnlistedGaps,
        Natives(made.Manifest) is { Count: > 0 } natives ? natives : null);

    private static IReadOnlyList<NativeRecordedFile> Natives(RecordingManifest manifest) =>
        [.. manifest.Files.Where(file => file.Stream is not null)
            .Select(file => new NativeRecordedFile(
                file.Name, file.Sha256, file.Stream!.Channel, file.Stream.Codec))];

    private static TimeSpan Pause(int failedAttempts)
    {
        var pause = TimeSpan.FromSeconds(1 << Math.Min(failedAttempts - 1, 6));
        return pause < LongestPause ? pause : LongestPause;
    }
}
