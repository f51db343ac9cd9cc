using ActiveRecording.Domain.Recordings;
using ActiveRecording.Reporting.Documents;

namespace ActiveRecording.Reporting.Projections;

/// <summary>What the recorder's events make of a recording's document.</summary>
internal static class RecorderProjection
{
    private const string Recorder = "recorder";

    /// <param name="recording">Null when nobody told of it before.</param>
    /// <param name="id">The recording.</param>
    /// <param name="event">The next event of its stream.</param>
    public static RecordingDocument Apply(RecordingDocument? recording, string id, RecordingEvent @event)
    {
        var known = recording ?? new RecordingDocument { Id = id, Requested = @event.At };
        return @event switch
        {
            RecordingStarted started => Describe(known, started.Call) with
            {
                Recorder = RecorderView.Receiving,
                Requested = started.At < known.Requested ? started.At : known.Requested,
            },
            RecordingSessionAccepted accepted => Accept(Describe(known, accepted.Call), accepted),
            RecordingPaused => known.Told(@event.At, "paused", Recorder),
            RecordingResumed => known.Told(@event.At, "resumed", Recorder),
            RecordingSessionEnded ended => End(known, ended),
            RecordingCompleted => known with { Recorder = RecorderView.Sealing },
            RecordingSealed done => Seal(Describe(known, done.Call), done),
            RecordingSealingFailed failed => known.Told(failed.At, "sealing-failed", Recorder, failed.Reason),
            RecordingFailed failed => known.Told(failed.At, "failed", Recorder, failed.Reason)
                with { Recorder = RecorderView.Failed, RecorderReason = failed.Reason },
            _ => known,
        };
    }

    private static RecordingDocument Describe(RecordingDocument known, RecordedCall call) => known with
    {
        CallUuid = known.CallUuid ?? Told(call.CallUuid),
        ConnId = known.ConnId ?? Told(call.ConnId),
        RecordDn = known.RecordDn ?? Told(call.RecordDn),
        OtherDn = known.OtherDn ?? Told(call.OtherDn),
        Ani = known.Ani ?? Told(call.Ani),
        Dnis = known.Dnis ?? Told(call.Dnis),
    };

    private static RecordingDocument Accept(RecordingDocument known, RecordingSessionAccepted accepted)
    {
        var lines = accepted.Second is null ? [accepted.First] : new[] { accepted.First, accepted.Second };
        var parties = lines.Select(line => new PartyDocument(line.Channel, line.Dn));
        return known.Told(accepted.At, "session-accepted", Recorder) with
        {
            Recorder = RecorderView.Receiving,
            Parties = [.. known.Parties.Union(parties).OrderBy(party => party.Channel)],
            Sessions = [.. known.Sessions, new SessionDocument(accepted.SessionId, accepted.At, null, null)],
        };
    }

    private static RecordingDocument End(RecordingDocument known, RecordingSessionEnded ended)
    {
        var reason = WireName.Of(ended.Reason);
        return known.Told(ended.At, "session-ended", Recorder, reason) with
        {
            Sessions = [.. known.Sessions.Select(session => session.Id == ended.SessionId
                ? session with { EndedAt = ended.At, Reason = reason }
                : session)],
        };
    }

    private static RecordingDocument Seal(RecordingDocument known, RecordingSealed done)
    {
        var file = done.File;
        return known.Told(done.At, "sealed", Recorder) with
        {
            Recorder = RecorderView.Sealed,
            Seal = new SealDocument(
                file.StartedAt, file.Seconds, file.LostPackets, file.AlignmentMs,
                [.. file.Gaps.Select(gap => new GapDocument(gap.Channel, gap.Start, gap.Seconds, gap.Cause, gap.LostPackets))],
                file.UnlistedGaps,
                [new FileDocument(file.Name, file.Sha256), .. (file.Natives ?? []).Select(OfNative)]),
        };
    }

    private static FileDocument OfNative(NativeRecordedFile native) =>
        new(native.Name, native.Sha256, native.Channel, native.Codec);

    private static string? Told(string text) => text.Length > 0 ? text : null;
}
