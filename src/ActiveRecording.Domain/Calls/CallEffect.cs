using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.Calls;

/// <summary>What a call asks of the outside.</summary>
public abstract record CallEffect
{
    private CallEffect()
    {
    }

    /// <summary>INVITE to the Media Server on behalf of a party.</summary>
    public sealed record InviteMedia(LegId Leg, SessionDescription Sdp) : CallEffect;

    /// <summary>INVITE to the callee; without a body it asks for the offer.</summary>
    public sealed record InviteCallee(SessionDescription? Sdp) : CallEffect;

    /// <summary>A provisional response to the caller.</summary>
    public sealed record RingCaller(int Status, string Reason, SessionDescription? Sdp) : CallEffect;

    /// <summary>200 to the caller's INVITE; without a body if caller and switch agreed before, on an offer of the switch.</summary>
    public sealed record AnswerCaller(SessionDescription? Sdp) : CallEffect;

    /// <summary>An offer within an early dialog: with the PRACK that is due there, else with UPDATE.</summary>
    public sealed record OfferEarly(LegId Leg, SessionDescription Sdp) : CallEffect;

    /// <summary>The answer to the offer in a reliable provisional response, with its PRACK.</summary>
    public sealed record AnswerRinging(LegId Leg, SessionDescription Sdp) : CallEffect;

    /// <summary>The final failure of the caller's INVITE.</summary>
    public sealed record RefuseCaller(int Status, string Reason) : CallEffect;

    /// <summary>ACK for a leg's success, with the answer if its was the offer.</summary>
    public sealed record Acknowledge(LegId Leg, SessionDescription? Sdp) : CallEffect;

    /// <summary>A re-INVITE; without a body it asks for the offer.</summary>
    public sealed record Reinvite(LegId Leg, SessionDescription? Sdp) : CallEffect;

    /// <summary>200 to a leg's re-INVITE, or to its offer before the answer.</summary>
    public sealed record AnswerReinvite(LegId Leg, SessionDescription Sdp) : CallEffect;

    /// <summary>The final failure of a leg's re-INVITE, or of its offer before the answer.</summary>
    public sealed record RefuseReinvite(LegId Leg, int Status, string Reason) : CallEffect;

    /// <summary>CANCEL of the INVITE that is under way towards a leg.</summary>
    public sealed record CancelInvite(LegId Leg) : CallEffect;

    /// <summary>BYE.</summary>
    public sealed record SendBye(LegId Leg) : CallEffect;

    /// <summary>OPTIONS within a media leg's dialog: one that is gone is told by <see cref="CallCommand.LoseMedia"/>.</summary>
    public sealed record AskMedia(LegId Leg) : CallEffect;

    /// <summary>MSML createconference with both joins, in one INFO on the caller's media leg.</summary>
    public sealed record StartRecorder(RecorderParameters Parameters) : CallEffect;

    /// <summary>MSML destroyconference.</summary>
    public sealed record StopRecorder : CallEffect;

    /// <summary>Answers whoever asked to start or stop a recording.</summary>
    public sealed record AnswerRecordingRequest(string RequestId, RecordingAnswer Answer) : CallEffect;

    /// <summary>Expire at an instant; replaces a former instant.</summary>
    public sealed record SetDeadline(Deadline Deadline, DateTimeOffset Due) : CallEffect;

    /// <summary>No longer.</summary>
    public sealed record ClearDeadline(Deadline Deadline) : CallEffect;

    /// <summary>The command does not fit; nothing happened.</summary>
    public sealed record Disregard(string Command, string State) : CallEffect;
}
