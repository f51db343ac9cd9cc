using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Mime;

namespace ActiveRecording.Sip.Sessions;

/// <summary>
/// Where the offer/answer exchange of a dialog stands (RFC 3264 §4: one at a time). Pure: to be told every message of the
/// dialog that was sent, and every one that came, repetitions and what <see cref="Glare"/> refused left out.
/// </summary>
public static class OfferAnswerModel
{
    /// <summary>After a message of ours.</summary>
    public static OfferAnswerState Sent(OfferAnswerState state, SipMessage message) => After(state, Side.Us, message);

    /// <summary>After a message of the peer.</summary>
    public static OfferAnswerState Received(OfferAnswerState state, SipMessage message) => After(state, Side.Peer, message);

    private static OfferAnswerState After(OfferAnswerState state, Side speaker, SipMessage message) => message switch
    {
        SipRequest { Method.Name: "INVITE" } => Invited(state, speaker, message.HasSession),
        SipRequest { Method.Name: "ACK" } => Acknowledged(state, speaker),
        SipRequest { Method.Name: "PRACK" } when message.HasSession => Pracked(state, speaker),
        SipRequest { Method.Name: "UPDATE" } => Updated(state, speaker, message.HasSession),
        SipResponse { CSeq.Method.Name: "INVITE" } response => InviteAnswered(state, speaker, response),
        SipResponse { CSeq.Method.Name: "PRACK", IsFinal: true } => Close(state, Other(speaker), OfferCarrier.Prack),
        SipResponse { CSeq.Method.Name: "UPDATE", IsFinal: true } => UpdateAnswered(state, speaker),
        _ => state,
    };

    private static OfferAnswerState Invited(OfferAnswerState state, Side inviter, bool offers)
    {
        var invited = state with { Inviter = inviter, InviteOffered = offers };
        return offers ? Open(invited, inviter, OfferCarrier.Invite) : invited;
    }

    /// <summary>Only what is reliable is an offer or an answer (RFC 3261 §13.2.1); what follows the answer repeats it.</summary>
    private static OfferAnswerState InviteAnswered(OfferAnswerState state, Side speaker, SipResponse response)
    {
        if (state.Inviter != Other(speaker)) return state;
        if (response.IsFinal && !response.IsSuccess) return CloseInvite(state);
        if (response.IsProvisional && !response.IsReliable) return state;
        if (!state.InviteOffered && response.HasSession)
            return Open(state with { InviteOffered = true }, speaker, OfferCarrier.Invite);
        // A 2xx without the answer it owes leaves nothing to wait for.
        return response.HasSession || response.IsSuccess ? Close(state, Other(speaker), OfferCarrier.Invite) : state;
    }

    /// <summary>With the answer, if the 2xx held the offer.</summary>
    private static OfferAnswerState Acknowledged(OfferAnswerState state, Side speaker) =>
        state.Inviter == speaker ? CloseInvite(state) : state;

    /// <summary>With the answer to a reliable response, else with an offer (RFC 3262 §5).</summary>
    private static OfferAnswerState Pracked(OfferAnswerState state, Side speaker)
    {
        var answered = Close(state, Other(speaker), OfferCarrier.Invite);
        return answered == state ? Open(state, speaker, OfferCarrier.Prack) : answered;
    }

    private static OfferAnswerState Updated(OfferAnswerState state, Side speaker, bool offers)
    {
        var updated = speaker == Side.Us ? state with { UpdateSent = true } : state with { UpdateReceived = true };
        return offers ? Open(updated, speaker, OfferCarrier.Update) : updated;
    }

    private static OfferAnswerState UpdateAnswered(OfferAnswerState state, Side speaker)
    {
        var closed = Close(state, Other(speaker), OfferCarrier.Update);
        return speaker == Side.Us ? closed with { UpdateReceived = false } : closed with { UpdateSent = false };
    }

    private static OfferAnswerState CloseInvite(OfferAnswerState state)
    {
        var over = state with { Inviter = null, InviteOffered = false };
        return over.Carrier == OfferCarrier.Invite ? over with { Offerer = null } : over;
    }

    private static OfferAnswerState Open(OfferAnswerState state, Side offerer, OfferCarrier carrier) =>
        state with { Offerer = offerer, Carrier = carrier };

    private static OfferAnswerState Close(OfferAnswerState state, Side offerer, OfferCarrier carrier) =>
        state.Offerer == offerer && state.Carrier == carrier ? state with { Offerer = null } : state;

    private static Side Other(Side side) => side == Side.Us ? Side.Peer : Side.Us;
}
