using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.Calls;

/// <summary>What is told to a call; parties and Media Server speak through it.</summary>
/// <param name="At">When it was received.</param>
public abstract record CallCommand(DateTimeOffset At)
{
    /// <summary>An INVITE whose caller and callee are known.</summary>
    /// <param name="At">When it arrived.</param>
    /// <param name="Identity">Drawn by the room.</param>
    /// <param name="Origin">The caller.</param>
    /// <param name="Destination">The callee.</param>
    /// <param name="Ani">The calling number.</param>
    /// <param name="Dnis">The number dialled.</param>
    /// <param name="Offer">Null if the caller wants the offer.</param>
    /// <param name="Recording">Null if nobody is recorded.</param>
    /// <param name="Timeouts">How long to wait.</param>
    public sealed record Place(
        DateTimeOffset At, CallIdentity Identity, Party Origin, Party Destination, string Ani, string Dnis,
        SessionDescription? Offer, RecordingPlan? Recording, CallTimeouts Timeouts) : CallCommand(At);

    /// <summary>A provisional response of the callee above 100.</summary>
    public sealed record Ring(DateTimeOffset At, int Status, string Reason, SessionDescription? Sdp) : CallCommand(At)
    {
        /// <summary>The callee sent it reliably (RFC 3262).</summary>
        public bool IsReliable { get; init; }

        /// <summary>The caller is sent it reliably.</summary>
        public bool IsReliableToCaller { get; init; }
    }

    /// <summary>The caller's answer, with its PRACK, to the offer in a reliable provisional response.</summary>
    public sealed record AnswerRinging(DateTimeOffset At, SessionDescription Sdp) : CallCommand(At);

    /// <summary>Success for an offer of ours within an early dialog.</summary>
    public sealed record AcceptEarly(DateTimeOffset At, LegId Leg, SessionDescription? Sdp) : CallCommand(At);

    /// <summary>Failure of an offer of ours within an early dialog.</summary>
    public sealed record RefuseEarly(DateTimeOffset At, LegId Leg, int Status) : CallCommand(At);

    /// <summary>Success for an INVITE we sent.</summary>
    public sealed record Accept(DateTimeOffset At, LegId Leg, SessionDescription? Sdp) : CallCommand(At);

    /// <summary>Failure of an INVITE we sent; no answer in time is 408, an unreachable peer 503 (RFC 3261 §8.1.3.1).</summary>
    /// <param name="At">When.</param>
    /// <param name="Leg">Whom we invited.</param>
    /// <param name="Status">300 to 699.</param>
    /// <param name="Reason">Its phrase.</param>
    /// <param name="Pause">How long to wait before asking again, after a 491 (RFC 3261 §14.1).</param>
    public sealed record Refuse(DateTimeOffset At, LegId Leg, int Status, string Reason, TimeSpan Pause = default) : CallCommand(At)
    {
        /// <summary>It was not refused but could not be sent: the peer knows nothing of it.</summary>
        public bool Unsent { get; init; }
    }

    /// <summary>ACK for our success; with an answer if ours was the offer.</summary>
    public sealed record Confirm(DateTimeOffset At, LegId Leg, SessionDescription? Sdp) : CallCommand(At);

    /// <summary>ACK for our success never came.</summary>
    public sealed record MissConfirmation(DateTimeOffset At, LegId Leg) : CallCommand(At);

    /// <summary>CANCEL of the INVITE that this leg's other end has under way.</summary>
    public sealed record Abandon(DateTimeOffset At, LegId Leg) : CallCommand(At);

    /// <summary>A re-INVITE; or an offer before the answer, with UPDATE or PRACK.</summary>
    /// <param name="At">When it arrived.</param>
    /// <param name="Leg">Who sent it.</param>
    /// <param name="Offer">Null if it wants ours.</param>
    public sealed record Renegotiate(DateTimeOffset At, LegId Leg, SessionDescription? Offer) : CallCommand(At);

    /// <summary>A BYE, or the news that the dialog is gone.</summary>
    public sealed record HangUp(DateTimeOffset At, LegId Leg) : CallCommand(At);

    /// <summary>Our BYE was answered or given up.</summary>
    public sealed record Close(DateTimeOffset At, LegId Leg) : CallCommand(At);

    /// <summary>The Media Server records.</summary>
    public sealed record ConfirmRecording(DateTimeOffset At) : CallCommand(At);

    /// <summary>The Media Server cannot record, or no longer.</summary>
    public sealed record FailRecording(DateTimeOffset At, string Reason) : CallCommand(At);

    /// <summary>The switch was started anew: is the Media Server that the call had still what it was?</summary>
    public sealed record Recover(DateTimeOffset At) : CallCommand(At);

    /// <summary>The Media Server no longer knows a leg, or is gone itself.</summary>
    public sealed record LoseMedia(DateTimeOffset At, LegId Leg, string Reason) : CallCommand(At);

    /// <summary>Starts a recording while the parties talk.</summary>
    /// <param name="At">When it was asked for.</param>
    /// <param name="RequestId">Of the request; answered once.</param>
    /// <param name="RecordingId">Drawn by the room, 32 characters.</param>
    /// <param name="Dn">The party on whose behalf is recorded.</param>
    /// <param name="FileName">Template, see <see cref="RecordingFileName"/>.</param>
    public sealed record StartRecording(DateTimeOffset At, string RequestId, string RecordingId, string Dn, string FileName)
        : CallCommand(At);

    /// <summary>Ends the recording; the call goes on.</summary>
    /// <param name="At">When it was asked for.</param>
    /// <param name="RequestId">Of the request; answered once.</param>
    /// <param name="Dn">Any party of the call; null for whichever.</param>
    public sealed record StopRecording(DateTimeOffset At, string RequestId, string? Dn = null) : CallCommand(At);

    /// <summary>The switch ends the call, because an operator wants it or the node stops.</summary>
    public sealed record Terminate(DateTimeOffset At) : CallCommand(At);

    /// <summary>A dialog is to be kept alive: what was agreed is offered again.</summary>
    public sealed record Refresh(DateTimeOffset At, LegId Leg) : CallCommand(At);

    /// <summary>A party was not heard of for too long.</summary>
    public sealed record LoseParty(DateTimeOffset At, LegId Leg) : CallCommand(At);

    /// <summary>A party that a request could not be sent to can be reached again.</summary>
    public sealed record Return(DateTimeOffset At, LegId Leg) : CallCommand(At);

    /// <summary>A deadline has come.</summary>
    public sealed record Expire(DateTimeOffset At, Deadline Deadline) : CallCommand(At);
}

/// <summary>What a call waits for no longer than until an instant.</summary>
public enum Deadline
{
    /// <summary>Both media legs.</summary>
    Anchor,

    /// <summary>The callee's answer.</summary>
    NoAnswer,

    /// <summary>The pause after a 491 (RFC 3261 §14.1).</summary>
    OfferAgain,

    /// <summary>The answer of a party that is being led to the Media Server.</summary>
    Move,
}
