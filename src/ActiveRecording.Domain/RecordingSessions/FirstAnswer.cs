using ActiveRecording.Sdp;
using static ActiveRecording.Domain.RecordingSessions.RecordingSessionEffect;
using Decided = ActiveRecording.EventSourcing.Decision<
    ActiveRecording.Domain.RecordingSessions.RecordingSessionEvent,
    ActiveRecording.Domain.RecordingSessions.RecordingSessionEffect>;

namespace ActiveRecording.Domain.RecordingSessions;

/// <summary>The recorder's answer to the INVITE.</summary>
internal static class FirstAnswer
{
    public static Decided Decide(RecordingSessionState.Inviting state, RecordingSessionCommand.Accept accept)
    {
        if (accept.Answer is not { } answer || !answer.HasMedia())
            return RecordingSessionDecider.Release(
                accept.At, "The recorder accepted no media", new Acknowledge());

        var accepted = new RecordingSessionAccepted(accept.At, answer);
        if (state.EndedAt is { } endedAt)
        {
            return new(
                [accepted, new RecordingSessionReleased(accept.At, null, endedAt)],
                [new Acknowledge(), new DirectMedia(answer), new ReleaseMedia(), new SendBye(endedAt)]);
        }

        return Negotiation.After(state, accepted, new Acknowledge(), new DirectMedia(answer));
    }
}
