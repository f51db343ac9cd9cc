using ActiveRecording.Domain.RecordingSessions;
using ActiveRecording.MediaServer.Legs;
using ActiveRecording.MediaServer.RecordingSessions;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Msml;

namespace ActiveRecording.MediaServer.Recording;

/// <summary>
/// Starts, cuts, resumes and ends the copies of conferences, and has their recording sessions tell the
/// recorders.
/// </summary>
internal sealed class RecordingDesk(
    RoomContext context, RecorderRoute route, RecorderDialogs recorders, Action<MediaLeg, MsmlEvent> report)
    : IRecordedMedia
{
    private readonly Dictionary<string, (ConferenceRecording Recording, RecordedSession Session)> sessions =
        new(StringComparer.Ordinal);

    /// <summary>Recording sessions whose media is open here.</summary>
    public int Count => sessions.Count;

    private DateTimeOffset Now => context.Time.GetUtcNow();

    /// <summary>Opens the copies at once, which buffer, and begins the recording sessions.</summary>
    /// <returns>Null, or why nothing was begun.</returns>
    public MsmlResult? Start(ConferenceRecording recording)
    {
        if (recording.Sessions.Count > 0) return null;
        if (recording.Parameters is not { Id: { Length: > 0 } id } parameters)
            return new MsmlResult(MsmlResponse.MissingContent, "gvp:param id");
        var groups = Group(recording);
        bool IsUnderWay(int number) =>
            sessions.ContainsKey(RecordingSession.IdOf(id, number, parameters.Segment));
        if (Enumerable.Range(1, groups.Count).Any(IsUnderWay))
            return new MsmlResult(MsmlResponse.InvalidContent, $"Recording {id} is under way");

        foreach (var legs in groups)
        {
            if (Open(recording, recording.Sessions.Count + 1, legs) is { } session)
                recording.Sessions.Add(session);
            else return Abandon(recording);
        }

        foreach (var session in recording.Sessions) Begin(recording, session);
        context.Log.RecordingBegun(
            id, parameters.CallUuid, recording.Sessions.Count, parameters.RecordDn ?? "");
        return null;
    }

    /// <summary>Not one sample is copied after the return.</summary>
    public void Pause(ConferenceRecording recording)
    {
        if (recording.IsPaused) return;
        recording.IsPaused = true;
        foreach (var session in recording.Sessions) session.SetActive(false);
        Tell(recording, new RecordingSessionCommand.Pause(Now));
    }

    /// <summary>Copies from the next packet on.</summary>
    public void Resume(ConferenceRecording recording)
    {
        if (!recording.IsPaused) return;
        recording.IsPaused = false;
        foreach (var session in recording.Sessions) session.SetActive(true);
        Tell(recording, new RecordingSessionCommand.Resume(Now));
    }

    /// <summary>Ends the recording sessions; their copies follow once that is journalled.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="endedAt">When its call ended; null for now.</param>
    public void Stop(ConferenceRecording recording, DateTimeOffset? endedAt = null)
    {
        Tell(recording, new RecordingSessionCommand.End(Now, endedAt ?? Now));
        recording.Sessions.Clear();
    }

    /// <summary>Ends the recording sessions of a call that goes on: their recorders wait for others.</summary>
    public void Interrupt(ConferenceRecording recording, string reason)
    {
        Tell(recording, new RecordingSessionCommand.Interrupt(Now, reason));
        recording.Sessions.Clear();
    }

    /// <summary>
    /// A party of the conference negotiated anew; recorders hear of it if it concerns them.
    /// </summary>
    public void Redescribe(Conference conference)
    {
        foreach (var session in conference.Recordings.Values.SelectMany(recording => recording.Sessions))
        {
            var description = session.Describe(context.MediaAddress);
            recorders.Tell(session.Id, new RecordingSessionCommand.Redescribe(Now, description));
        }
    }

    bool IRecordedMedia.Has(string sessionId) => sessions.ContainsKey(sessionId);

    void IRecordedMedia.Direct(string sessionId, SessionDescription answer)
    {
        if (sessions.TryGetValue(sessionId, out var found)) found.Session.Direct(answer);
    }

    void IRecordedMedia.Release(string sessionId)
    {
        if (!sessions.Remove(sessionId, out var found)) return;
        found.Recording.Sessions.Remove(found.Session);
        var sum = found.Session.Close();
        context.Log.MediaReleased(sessionId, sum.Sent, sum.Overflowed, sum.Cut, sum.ReportedLost);
    }

    void IRecordedMedia.ReportFailure(string sessionId, string reason)
    {
        context.Log.RecordingFailed(sessionId, reason);
        if (!sessions.TryGetValue(sessionId, out var found) || found.Recording.IsFailureReported) return;
        found.Recording.IsFailureReported = true;
        report(found.Recording.Control, new MsmlEvent(
            MsmlEvent.RecordFailed, $"conf:{found.Recording.Name}", [
                new("reason", reason), new("media", LegDescriptions.Audio)]));
    }

    /// <summary>
    /// The legs of each session: the party that the recording is named after first, all in one or each apart.
    /// </summary>
    private List<IReadOnlyList<MediaLeg>> Group(ConferenceRecording recording)
    {
        var dn = recording.Parameters.Dn;
        var legs = recording.Joined.OrderBy(leg => dn.Length > 0 && leg.Dn != dn).ToList();
        var control = recording.Parameters.MediaControl
            ?? recording.Control.MediaControl
            ?? context.Options.RecorderMediaControl;
        return control == 1 ? [legs] : [.. legs.Select(leg => (IReadOnlyList<MediaLeg>)[leg])];
    }

    private RecordedSession? Open(ConferenceRecording recording, int number, IReadOnlyList<MediaLeg> legs)
    {
        if (!TryOpen(recording, legs, out var streams)) return null;
        var (dn, otherDn) = Parties(recording, legs[0]);
        var parameters = recording.Parameters;
        var session = new RecordingSession(
            parameters.Id, number, recording.Control.Conference.Id,
            parameters.CallUuid, dn, parameters.RecordDn ?? dn,
            RecorderUri.Of(route, recording.Recorder, dn, otherDn).ToString(), parameters.Segment);
        return new RecordedSession(session, streams, context.NewOrigin());
    }

    /// <summary>
    /// The parties' sound, then their pictures where both have agreed on some (<c>m=</c> lines in this
    /// order).
    /// </summary>
    private bool TryOpen(
        ConferenceRecording recording, IReadOnlyList<MediaLeg> legs, out List<RecordedStream> streams)
    {
        streams = [];
        var wanted = legs.Select(leg => (Leg: leg, Kind: LegDescriptions.Audio)).Concat(legs
            .Where(leg => RecordedCodecs.AreAgreed(leg, LegDescriptions.Video)).Select(
                leg => (Leg: leg, Kind: LegDescriptions.Video)));
        foreach (var (leg, kind) in wanted)
        {
            if (context.Plane.TryOpenReplica(Replica(recording), leg.Media[kind], out var replica))
            {
                streams.Add(new RecordedStream(leg, kind, replica));
                continue;
            }

            foreach (var stream in streams) stream.Replica.Close();
            return false;
        }

        return true;
    }

    /// <summary>Copies begin at the instant of the answer, as far back as the legs remember.</summary>
    private ReplicaOptions Replica(ConferenceRecording recording) => new(
        context.Options.Sip.Name, recording.Parameters.AnsweredAt,
        context.Options.RecorderBuffer, context.Options.ReportInterval);

    private static (string Dn, string OtherDn) Parties(ConferenceRecording recording, MediaLeg leg)
    {
        var (first, second) = (recording.Parameters.Dn, recording.Parameters.OtherDn);
        var dn = leg.Dn.Length > 0 ? leg.Dn : leg == recording.Control ? first : second;
        if (leg.Conference.PartnerOf(leg) is { Dn.Length: > 0 } partner) return (dn, partner.Dn);
        return (dn, dn == first ? second : first);
    }

    private void Begin(ConferenceRecording recording, RecordedSession session)
    {
        sessions.Add(session.Id, (recording, session));
        if (recording.IsPaused) session.SetActive(false);
        var offer = session.Describe(context.MediaAddress);
        recorders.Tell(session.Id, new RecordingSessionCommand.Begin(Now, session.Session, offer));
    }

    private static MsmlResult Abandon(ConferenceRecording recording)
    {
        foreach (var session in recording.Sessions) session.Close();
        recording.Sessions.Clear();
        return new MsmlResult(MsmlResponse.NoResource, "No port is free for the copies");
    }

    private void Tell(ConferenceRecording recording, RecordingSessionCommand command)
    {
        foreach (var session in recording.Sessions) recorders.Tell(session.Id, command);
    }
}
