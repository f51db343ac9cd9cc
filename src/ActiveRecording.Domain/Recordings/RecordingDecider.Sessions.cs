using ActiveRecording.EventSourcing;

namespace ActiveRecording.Domain.Recordings;

/// <content>How sessions begin, change and end.</content>
public sealed partial class RecordingDecider
{
    private static Decision<RecordingEvent, RecordingEffect> Offer(RecordingState state, OfferSession offer)
    {
        var known = state switch
        {
            RecordingState.Idle =>
                new Recording(offer.RecordingId, offer.Call, offer.At, RecordingSessions.None),
            RecordingState.Receiving receiving => receiving.Recording,
            RecordingState.Awaiting awaiting => awaiting.Recording,
            _ => null,
        };
        return known switch
        {
            null => new([], [new RefuseSession(offer.SessionId, SessionRefusal.Complete)]),
            _ when known.Sessions.Find(offer.SessionId) is { } repeated => new([], [Repeat(repeated)]),
            { Sessions.Count: >= MaxSessions } =>
                new([], [new RefuseSession(offer.SessionId, SessionRefusal.TooManySessions)]),
            _ => Accept(state, known, offer),
        };
    }

    private static Decision<RecordingEvent, RecordingEffect> Accept(
        RecordingState state, Recording known, OfferSession offer)
    {
        var call = known.Call.CompletedBy(offer.Call);
        var replaced = known.Sessions.Open.Select(session => session.Id)
            .Intersect(offer.Replaces, StringComparer.Ordinal).ToArray();
        var (first, second) = Place(known.Sessions, offer, call.RecordDn, replaced);
        var accepted = new RecordingSessionAccepted(
            offer.SessionId, call, first, second, offer.Dialog, offer.At)
        {
            FirstVideo = ChannelAssignment.Video(offer.FirstVideo, first.Channel),
            SecondVideo = ChannelAssignment.Video(offer.SecondVideo, 1 - first.Channel),
        };
        var ended = replaced.Select(id => new RecordingSessionEnded(id, SessionEnd.Superseded, offer.At));
        RecordingEvent[] events = state is RecordingState.Idle
            ? [new RecordingStarted(offer.RecordingId, offer.Call, offer.At), accepted]
            : [.. ended, accepted];
        return new(
            [.. events, .. Pausing(state, events, offer.At)],
            [new AcceptSession(offer.SessionId), .. replaced.SelectMany(Leave)]);
    }

    private static (RecordedLine First, RecordedLine? Second) Place(
        RecordingSessions sessions, OfferSession offer, string recordDn, string[] replaced)
    {
        bool IsPresent(RecordingSession session) =>
            session.IsOpen && !replaced.Contains(session.Id, StringComparer.Ordinal);
        var first = ChannelAssignment.First(
            offer.First, offer.Second, recordDn,
            [.. sessions.Where(session => !IsPresent(session)).SelectMany(session => session.Sound)],
            [.. sessions.Where(IsPresent).SelectMany(session => session.Sound)]);
        return (first, ChannelAssignment.Second(offer.Second, first));
    }

    private static RecordingEffect[] Leave(string sessionId) =>
        [new CloseSession(sessionId), new HangUp(sessionId)];

    private static RecordingEffect Repeat(RecordingSession session) =>
        session.IsOpen
            ? new AcceptSession(session.Id)
            : new RefuseSession(session.Id, SessionRefusal.Complete);

    private static Decision<RecordingEvent, RecordingEffect> Change(
        RecordingState.Receiving receiving, ChangeSession change)
    {
        if (receiving.Recording.Sessions.Find(change.SessionId) is not { IsOpen: true } session)
            return new([], [new RefuseChange(change.SessionId)]);
        var first = new RecordedLine(
            change.First.Index, change.First.Dn, session.First.Channel, change.First.Active);
        var second = ChannelAssignment.Second(change.Second, first);
        var changed = new RecordingSessionChanged(change.SessionId, first, second, change.Dialog, change.At)
        {
            FirstVideo = ChannelAssignment.Video(change.FirstVideo, first.Channel),
            SecondVideo = ChannelAssignment.Video(change.SecondVideo, 1 - first.Channel),
        };
        return new(
            [changed, .. Pausing(receiving, [changed], change.At)], [new AcceptChange(change.SessionId)]);
    }

    private static Decision<RecordingEvent, RecordingEffect> End(
        RecordingState.Receiving receiving, EndSession end)
    {
        if (receiving.Recording.Sessions.Find(end.SessionId) is not { IsOpen: true })
            return new([], [new ConfirmEnd(end.SessionId)]);
        var ended = new RecordingSessionEnded(end.SessionId, end.Reason, end.At, end.CallEndedAt);
        var after = (RecordingState.Receiving)Evolve(receiving, ended);
        RecordingEffect[] effects = end.Reason is SessionEnd.Bye or SessionEnd.PeerFailed
            ? [new CloseSession(end.SessionId), new ConfirmEnd(end.SessionId)]
            : Leave(end.SessionId);
        if (after.Recording.Sessions.Open.Any())
            return new([ended, .. Pausing(receiving, [ended], end.At)], effects);
        return IsWhole(after.Recording)
            ? new([ended, Complete(after.Recording, end.At)], [.. effects, new SealRecording(0)])
            : new(
                [ended, new RecordingAwaited(end.At + end.Grace, end.At)],
                [.. effects, new AwaitSessions(end.At + end.Grace)]);
    }

    /// <summary>
    /// Both parties were there and every session ended as its sender wished, or was replaced: no other can
    /// follow.
    /// </summary>
    private static bool IsWhole(Recording recording) =>
        recording.Sessions.All(session =>
            session.End is { Reason: SessionEnd.Bye or SessionEnd.RecorderStopped or SessionEnd.Superseded })
        && recording.Sessions.Sound.Select(line => line.Channel).Distinct().Count() == 2;

    /// <summary>Whether the recording as a whole became silent, or audible, by these events.</summary>
    private static RecordingEvent[] Pausing(RecordingState before, RecordingEvent[] events, DateTimeOffset at)
    {
        var after = (RecordingState.Receiving)events.Aggregate(before, Evolve);
        var silent = after.Recording.Sessions.Open.All(session => !session.IsActive);
        return (after.Paused, silent) switch
        {
            (false, true) => [new RecordingPaused(at)],
            (true, false) => [new RecordingResumed(at)],
            _ => [],
        };
    }
}
