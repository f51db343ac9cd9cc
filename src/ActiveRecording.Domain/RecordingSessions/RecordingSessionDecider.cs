using ActiveRecording.EventSourcing;
using static ActiveRecording.Domain.RecordingSessions.RecordingSessionCommand;
using static ActiveRecording.Domain.RecordingSessions.RecordingSessionEffect;
using static ActiveRecording.Domain.RecordingSessions.RecordingSessionState;
using Decided = ActiveRecording.EventSourcing.Decision<
    ActiveRecording.Domain.RecordingSessions.RecordingSessionEvent,
    ActiveRecording.Domain.RecordingSessions.RecordingSessionEffect>;
using Resume = ActiveRecording.Domain.RecordingSessions.RecordingSessionCommand.Resume;

namespace ActiveRecording.Domain.RecordingSessions;

/// <summary>
/// The life of a recording session towards its recorder. The media itself is cut, resumed and ended by
/// whoever commands; the session sees that the recorder knows, and that no recorder is left waiting. Its
/// failure never touches the call.
/// </summary>
public sealed class RecordingSessionDecider
    : IDecider<RecordingSessionState, RecordingSessionCommand, RecordingSessionEvent, RecordingSessionEffect>
{
    private const string MediaLost = "The Media Server was started anew";

    /// <inheritdoc/>
    public static RecordingSessionState Initial { get; } = new Idle();

    /// <inheritdoc/>
    public static Decided Decide(RecordingSessionState state, RecordingSessionCommand command) =>
        (state, command) switch
        {
            (Idle, Begin begin) => new(
                [new RecordingSessionBegun(begin.At, begin.Session, begin.Offer)],
                [new Invite(begin.Offer), new AwaitAnswer()]),
            (Inviting s, Accept accept) => FirstAnswer.Decide(s, accept),
            (Inviting, Refuse refuse) => Fail(refuse.At, Reason(refuse)),
            (Inviting, GiveUp giveUp) =>
                Fail(giveUp.At, "The recorder did not answer in time", new CancelInvite()),
            (Inviting { IsPaused: false }, Pause pause) => new([new RecordingSessionPaused(pause.At)], []),
            (Inviting { IsPaused: true }, Resume resume) => new([new RecordingSessionResumed(resume.At)], []),
            (Inviting, Redescribe redescribe) =>
                new([new RecordingSessionRedescribed(redescribe.At, redescribe.Offer)], []),
            (Inviting { EndedAt: null }, End end) =>
                new([new RecordingSessionAbandoned(end.At, end.EndedAt)], []),
            (Inviting, Interrupt broken) => new(
                [new RecordingSessionFailed(broken.At, broken.Reason)], [new CancelInvite(), new ReleaseMedia()]),
            (Inviting s, AskAgain) => new([], [new Invite(s.Offer)]),
            (Inviting, LoseMedia lost) => Fail(lost.At, MediaLost, new CancelInvite()),

            (Active, Pause pause) => Negotiation.After(state, new RecordingSessionPaused(pause.At)),
            (Paused, Resume resume) => Negotiation.After(state, new RecordingSessionResumed(resume.At)),
            (Active or Paused, Redescribe redescribe) =>
                Negotiation.After(state, new RecordingSessionRedescribed(redescribe.At, redescribe.Offer)),
            (Active or Paused, OfferAgain again) => Negotiation.After(state, again.At),
            (Active { Exchange.Offered: not null } or Paused { Exchange.Offered: not null }, Accept accept) =>
                Negotiation.Accept(state, accept),
            (Active { Exchange.Offered: not null } or Paused { Exchange.Offered: not null }, Refuse refuse) =>
                Negotiation.Refuse(refuse),
            (Active or Paused, End end) => new(
                [new RecordingSessionReleased(end.At, null, end.EndedAt)],
                [new ReleaseMedia(), new SendBye(end.EndedAt)]),
            (Active or Paused, Interrupt broken) => new(
                [new RecordingSessionReleased(broken.At, broken.Reason)],
                [new ReleaseMedia(), new SendBye(Failure: broken.Reason)]),
            (Active or Paused, Refresh refresh) => Negotiation.Refresh(state, refresh),
            (Active or Paused, LoseRecorder lost) => Release(lost.At, lost.Reason),
            (Active or Paused, LoseMedia lost) => Release(lost.At, MediaLost),
            (Active or Paused, Leave leave) => Fail(leave.At, "The recorder ended the session", new AnswerBye()),

            (Ending, Close close) => new([new RecordingSessionEnded(close.At)], []),
            (Ending, Leave leave) => new([new RecordingSessionEnded(leave.At)], [new AnswerBye()]),
            (Ending, Accept) => new([], [new Acknowledge()]),

            (Ended or Failed, Leave) => new([], [new AnswerBye()]),
            (Failed s, Accept) => new([], [new Acknowledge(), new SendBye(s.EndedAt, s.Reason)]),
            (Ended, Accept) => new([], [new Acknowledge(), new SendBye()]),
            (not Idle, Begin begin) => new(
                [], [new ReportFailure($"Recording {begin.Session.Id} was begun before"), new ReleaseMedia()]),
            _ => new([], [new Disregard(command.GetType().Name, state.GetType().Name)]),
        };

    /// <inheritdoc/>
    public static RecordingSessionState Evolve(RecordingSessionState state, RecordingSessionEvent @event) =>
        RecordingSessionEvolution.Evolve(state, @event);

    /// <inheritdoc/>
    public static IReadOnlyList<RecordingSessionEffect> Resume(RecordingSessionState state) => state switch
    {
        Inviting s => [new Invite(s.Offer), new AwaitAnswer(), new VerifyMedia()],
        Active { Exchange.Offered: { } offered } => [new Reinvite(offered), new VerifyMedia()],
        Paused { Exchange.Offered: { } offered } => [new Reinvite(offered), new VerifyMedia()],
        Active or Paused => [new VerifyMedia()],
        Ending s => [new SendBye(s.EndedAt, s.Failure)],
        _ => [],
    };

    /// <inheritdoc/>
    public static bool IsEnded(RecordingSessionState state) => state is Ended or Failed;

    /// <summary>Our BYE, and whoever asked is told why.</summary>
    internal static Decided Release(
        DateTimeOffset at, string reason, params IReadOnlyList<RecordingSessionEffect> first) => new(
            [new RecordingSessionReleased(at, reason)],
            [.. first, new ReportFailure(reason), new ReleaseMedia(), new SendBye(Failure: reason)]);

    internal static string Reason(Refuse refuse) => $"The recorder refused: {refuse.Status} {refuse.Reason}";

    private static Decided Fail(
        DateTimeOffset at, string reason, params IReadOnlyList<RecordingSessionEffect> first) => new(
            [new RecordingSessionFailed(at, reason)],
            [.. first, new ReportFailure(reason), new ReleaseMedia()]);
}
