using System.Text.Json.Serialization;
using ActiveRecording.EventSourcing;
using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.Calls;

/// <summary>What happened to a call. Stored for ever: fields are only added.</summary>
/// <param name="At">When.</param>
public abstract record CallEvent(DateTimeOffset At);

/// <summary>A caller reached the switch, and the callee is known.</summary>
[JournalName("call-created", version: 1)]
public sealed record CallCreated(
    DateTimeOffset At, CallIdentity Identity, Party Origin, Party Destination, string Ani, string Dnis,
    SessionDescription? Offer, RecordingPlan? Recording, CallTimeouts Timeouts) : CallEvent(At);

/// <summary>The Media Server was asked for a leg.</summary>
[JournalName("media-leg-invited", version: 1)]
public sealed record MediaLegInvited(DateTimeOffset At, LegId Leg, SessionDescription Sdp) : CallEvent(At);

/// <summary>The Media Server gave a leg.</summary>
[JournalName("media-leg-opened", version: 1)]
public sealed record MediaLegOpened(DateTimeOffset At, LegId Leg, SessionDescription Sdp) : CallEvent(At);

/// <summary>The Media Server no longer knows a leg, which is asked for anew.</summary>
/// <param name="At">When.</param>
/// <param name="Leg">Which.</param>
/// <param name="Sdp">What the party agreed to last: the offer of the new leg.</param>
/// <param name="Reason">How this was found out.</param>
[JournalName("media-leg-lost", version: 1)]
public sealed record MediaLegLost(DateTimeOffset At, LegId Leg, SessionDescription Sdp, string Reason) : CallEvent(At);

/// <summary>The media legs are given up; parties exchange media directly.</summary>
[JournalName("anchor-lost", version: 1)]
public sealed record AnchorLost(DateTimeOffset At, string Reason) : CallEvent(At);

/// <summary>The callee was invited.</summary>
/// <param name="At">When.</param>
/// <param name="Anchored">With the Media Server's address.</param>
/// <param name="Sdp">The offer made; null asks for the callee's.</param>
[JournalName("callee-invited", version: 1)]
public sealed record CalleeInvited(DateTimeOffset At, bool Anchored, SessionDescription? Sdp) : CallEvent(At);

/// <summary>The callee reported progress: ringing (180), early media (183).</summary>
/// <param name="At">When.</param>
/// <param name="Status">101 to 199.</param>
/// <param name="Sdp">What the callee sent.</param>
/// <param name="CallerSdp">What the caller was sent.</param>
[JournalName("callee-ringing", version: 1)]
public sealed record CalleeRinging(DateTimeOffset At, int Status, SessionDescription? Sdp, SessionDescription? CallerSdp)
    : CallEvent(At)
{
    /// <summary>The callee said it reliably (RFC 3262): what it described is an answer, or the offer if it was made none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsReliable { get; init; }

    /// <summary>The caller was told reliably.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsReliableToCaller { get; init; }
}

/// <summary>The callee answered and so was the caller.</summary>
/// <param name="At">The answer instant.</param>
/// <param name="Sdp">What the callee sent.</param>
/// <param name="CallerSdp">What the caller was sent.</param>
[JournalName("call-answered", version: 1)]
public sealed record CallAnswered(DateTimeOffset At, SessionDescription Sdp, SessionDescription CallerSdp) : CallEvent(At);

/// <summary>
/// A success that is not wanted: its INVITE was cancelled before, or nothing in it can be used. It was acknowledged and
/// is hung up.
/// </summary>
[JournalName("leg-dropped", version: 1)]
public sealed record LegDropped(DateTimeOffset At, LegId Leg) : CallEvent(At);

/// <summary>Our success was acknowledged.</summary>
/// <param name="At">When.</param>
/// <param name="Leg">By whom.</param>
/// <param name="Sdp">The answer, if ours was the offer.</param>
[JournalName("leg-confirmed", version: 1)]
public sealed record LegConfirmed(DateTimeOffset At, LegId Leg, SessionDescription? Sdp) : CallEvent(At);

/// <summary>We sent a re-INVITE; before the answer, an UPDATE or PRACK with an offer.</summary>
[JournalName("offer-sent", version: 1)]
public sealed record OfferSent(DateTimeOffset At, LegId Leg, SessionDescription? Sdp) : CallEvent(At);

/// <summary>Our offer succeeded.</summary>
/// <param name="At">When.</param>
/// <param name="Leg">With whom.</param>
/// <param name="Sdp">What it described.</param>
/// <param name="AwaitsAnswer">It was an offer; our ACK waits for the answer.</param>
[JournalName("offer-accepted", version: 1)]
public sealed record OfferAccepted(DateTimeOffset At, LegId Leg, SessionDescription Sdp, bool AwaitsAnswer)
    : CallEvent(At);

/// <summary>Our offer failed; what was agreed before holds.</summary>
[JournalName("offer-refused", version: 1)]
public sealed record OfferRefused(DateTimeOffset At, LegId Leg, int Status) : CallEvent(At);

/// <summary>A success that carried an offer was acknowledged with the answer.</summary>
[JournalName("answer-sent", version: 1)]
public sealed record AnswerSent(DateTimeOffset At, LegId Leg, SessionDescription Sdp) : CallEvent(At);

/// <summary>An offer came that somebody else has to answer.</summary>
[JournalName("offer-received", version: 1)]
public sealed record OfferReceived(DateTimeOffset At, LegId Leg, SessionDescription? Sdp) : CallEvent(At);

/// <summary>An offer was answered with success.</summary>
/// <param name="At">When.</param>
/// <param name="Leg">Whose it was.</param>
/// <param name="Offer">What it offered; null if ours is the offer.</param>
/// <param name="Sdp">What it was sent.</param>
[JournalName("offer-answered", version: 1)]
public sealed record OfferAnswered(DateTimeOffset At, LegId Leg, SessionDescription? Offer, SessionDescription Sdp)
    : CallEvent(At);

/// <summary>An offer was refused after all.</summary>
[JournalName("offer-declined", version: 1)]
public sealed record OfferDeclined(DateTimeOffset At, LegId Leg, int Status) : CallEvent(At);

/// <summary>The Media Server was asked to record.</summary>
[JournalName("call-recording-requested", version: 1)]
public sealed record CallRecordingRequested(DateTimeOffset At, RecorderParameters Parameters) : CallEvent(At);

/// <summary>The Media Server records.</summary>
[JournalName("call-recording-started", version: 1)]
public sealed record CallRecordingStarted(DateTimeOffset At, string RecordingId, string RecordDn) : CallEvent(At);

/// <summary>The planned or running recording failed; the call goes on.</summary>
[JournalName("call-recording-failed", version: 1)]
public sealed record CallRecordingFailed(DateTimeOffset At, string RecordingId, string RecordDn, string Reason)
    : CallEvent(At);

/// <summary>The recording was ended.</summary>
[JournalName("call-recording-ended", version: 1)]
public sealed record CallRecordingEnded(DateTimeOffset At, string RecordingId, string RecordDn) : CallEvent(At);

/// <summary>The call is over for both parties.</summary>
/// <param name="At">The hang-up instant.</param>
/// <param name="Cause">Why.</param>
/// <param name="Status">The SIP status the caller was or would have been given; 200 after an answered call.</param>
/// <param name="By">The party that ended it; null if the switch did.</param>
[JournalName("call-ended", version: 1)]
public sealed record CallEnded(DateTimeOffset At, CallEndCause Cause, int Status, LegId? By) : CallEvent(At);

/// <summary>A dialog is over on the wire too.</summary>
[JournalName("leg-closed", version: 1)]
public sealed record LegClosed(DateTimeOffset At, LegId Leg) : CallEvent(At);

/// <summary>Why a call ended.</summary>
public enum CallEndCause
{
    /// <summary>A party hung up.</summary>
    HungUp,

    /// <summary>The caller gave up before an answer.</summary>
    Abandoned,

    /// <summary>The callee refused, was busy or could not be reached; the status says which.</summary>
    Refused,

    /// <summary>The callee rang too long.</summary>
    NoAnswer,

    /// <summary>The parties have no codec in common.</summary>
    NoCommonCodec,

    /// <summary>It had to be recorded and could not.</summary>
    RecordingImpossible,

    /// <summary>The caller never acknowledged the answer.</summary>
    NotConfirmed,

    /// <summary>A party no longer knows its dialog.</summary>
    PartyLost,

    /// <summary>The media was lost, and a party would not be led to where it is now.</summary>
    MediaLost,

    /// <summary>The switch ended it.</summary>
    Terminated,
}
