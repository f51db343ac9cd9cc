using ActiveRecording.Domain.Calls;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Msml;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.SipServer.Calls;

/// <summary>Requests inside the legs' dialogs as the domain's commands.</summary>
internal static class ReceivedRequests
{
    private const string RetryAfterSeconds = "1";

    public static void Receive(SipTurn turn, SwitchedCallCommand.Receive received)
    {
        var (leg, transaction, request) = (received.Leg, received.Transaction, received.Request);
        if (Repetitions.TryTake(turn, received)) return;
        var isOver = turn.State.Call.AllLegs[leg] is Leg.Absent or Leg.Closed;
        if (!isOver && turn[leg] is { } beginnings && EarlyDialogs.Owns(beginnings, request))
        {
            EarlyDialogs.Receive(turn, leg, beginnings, transaction, request);
            return;
        }

        if (isOver || turn[leg] is not { } dialog || dialog.Dialog.Id != Dialog.IdOf(request))
        {
            turn.TurnAway(leg, transaction, 481);
            return;
        }

        if (request.Method == SipMethod.Prack && Dialog.SequenceOf(dialog.Dialog, request) == DialogSequence.Repeated)
        {
            // Before a restart it was passed on; the callee has it, or asks again.
            turn.TurnAway(leg, transaction, request.Body.IsEmpty ? 200 : 500);
            return;
        }

        if (Dialog.SequenceOf(dialog.Dialog, request) != DialogSequence.InSequence)
        {
            turn.TurnAway(leg, transaction, 500, "Out Of Order");
            return;
        }

        turn[leg] = dialog with { Dialog = Dialog.OnRequest(dialog.Dialog, request) };
        if (request.Method == SipMethod.Bye) Bye(turn, leg, transaction, request);
        else if (request.Method == SipMethod.Invite) Reinvite(turn, leg, transaction, request);
        else if (request.Method == SipMethod.Info && leg.IsMedia()) Info(turn, leg, transaction, request);
        else if (request.Method == SipMethod.Info) PartyRequests.Relay(turn, leg, transaction, request);
        else if (request.Method == SipMethod.Update) Update(turn, leg, transaction, request);
        else if (request.Method == SipMethod.Options) turn.Do(Ok(leg, transaction));
        else if (request.Method == SipMethod.Prack) Pracks.Receive(turn, leg, transaction, request);
        else turn.Refuse(leg, transaction, SipServerMethods.Refusal(request.Method));
    }

    /// <summary>Only the ACK that is awaited is told; repetitions of it are not.</summary>
    public static void Ack(SipTurn turn, LegId leg, SipRequest ack)
    {
        if (turn[leg] is not { } dialog || dialog.Dialog.Id != Dialog.IdOf(ack)) return;
        if (dialog.AnsweredNumber != ack.CSeq.Number) return;
        if (dialog.Received is { Method: null } received) turn.Do(new SwitchedCallEffect.Settle(received.Transaction()));
        turn[leg] = dialog.Acknowledged();
        turn.Tell(new CallCommand.Confirm(turn.At, leg, SessionBodies.Of(ack)));
    }

    public static void MissAck(SipTurn turn, LegId leg)
    {
        if (turn[leg] is not { AnsweredNumber: > 0 } dialog) return;
        turn[leg] = dialog.Acknowledged();
        turn.Tell(new CallCommand.MissConfirmation(turn.At, leg));
    }

    /// <summary>Only an INVITE that is not answered finally can be cancelled (RFC 3261 §9.2).</summary>
    public static void Cancel(SipTurn turn, SwitchedCallCommand.ReceiveCancel cancel)
    {
        if (turn[cancel.Leg] is not { Received: { } received } dialog || received.Transaction() != cancel.Transaction) return;
        if (cancel.IsRefused && dialog.Unanswered is null) MissAck(turn, cancel.Leg);
        if (dialog.Unanswered is null) return;
        turn.Reason = cancel.Reason;
        turn.Tell(new CallCommand.Abandon(turn.At, cancel.Leg));
    }

    private static SwitchedCallEffect.Respond Ok(LegId leg, ServerTransactionId transaction) =>
        new(leg, transaction, new ResponseDraft(200));

    private static void Bye(SipTurn turn, LegId leg, ServerTransactionId transaction, SipRequest bye)
    {
        turn.Do(Ok(leg, transaction));
        turn.Reason = ReasonOf(bye);
        turn.Tell(new CallCommand.HangUp(turn.At, leg));
    }

    private static void Reinvite(SipTurn turn, LegId leg, ServerTransactionId transaction, SipRequest invite)
    {
        ConfirmFormer(turn, leg);
        if (turn[leg] is not { Unanswered: null } dialog)
        {
            // RFC 3261 §14.2: a second INVITE before the final response to the first.
            turn.Refuse(leg, transaction, 500, "Request Pending", (HeaderNames.RetryAfter, RetryAfterSeconds));
            return;
        }

        if (!TryReadOffer(invite, out var offer, out var refusal) || IsTooShort(turn, invite, ref refusal))
        {
            turn.Do(new SwitchedCallEffect.Respond(leg, transaction, refusal));
            return;
        }

        turn[leg] = dialog.Receive(ReceivedInvite.Of(transaction, invite));
        turn.Do(new SwitchedCallEffect.Expect(leg, transaction));
        turn.Tell(new CallCommand.Renegotiate(turn.At, leg, offer));
    }

    /// <summary>
    /// A peer that sends the next INVITE has the success of the one before, though its ACK was lost: nobody can be waited for any more to
    /// repeat that. Not where the ACK is to bring an answer.
    /// </summary>
    private static void ConfirmFormer(SipTurn turn, LegId leg)
    {
        if (turn[leg] is not { AnsweredNumber: > 0 } dialog) return;
        if (turn.State.Call.AllLegs[leg] is not Leg.Open { Exchange: Exchange.AwaitingAck { Offer: not null } }) return;
        turn[leg] = dialog.Acknowledged();
        turn.Tell(new CallCommand.Confirm(turn.At, leg, null));
    }

    /// <summary>An UPDATE: an offer, or nothing but a refresh (RFC 3311 §5.2).</summary>
    public static void Update(SipTurn turn, LegId leg, ServerTransactionId transaction, SipRequest update)
    {
        var draft = new ResponseDraft(200);
        if (IsTooShort(turn, update, ref draft))
            turn.Do(new SwitchedCallEffect.Respond(leg, transaction, draft));
        else if (update.Body.IsEmpty)
            turn.Do(new SwitchedCallEffect.Respond(leg, transaction, draft with
            {
                Contact = turn[leg]!.Dialog.LocalTarget,
                Headers = turn.State.Call is CallState.Answered ? LegSessions.Answer(turn, leg, update) : [],
            }));
        else
            Offer(turn, leg, transaction, update);
    }

    /// <summary>An offer with UPDATE or PRACK: like that of a re-INVITE, without ACK, once the call is answered.</summary>
    public static void Offer(SipTurn turn, LegId leg, ServerTransactionId transaction, SipRequest request)
    {
        if (turn.State.Call is CallState.Answered) Reinvite(turn, leg, transaction, request);
        else EarlyOffers.Receive(turn, leg, transaction, request);
    }

    private static bool IsTooShort(SipTurn turn, SipRequest request, ref ResponseDraft draft)
    {
        if (LegSessions.Refusal(request, turn.Routing.SessionTimer) is not { } refusal) return false;
        draft = refusal;
        return true;
    }

    /// <summary>The value of Reason (RFC 3326); null for none.</summary>
    internal static string? ReasonOf(SipRequest request) =>
        request.Headers.Contains(HeaderNames.Reason) ? string.Join(", ", request.Headers.All(HeaderNames.Reason)) : null;

    /// <summary>What an INVITE offers.</summary>
    /// <param name="invite">The request.</param>
    /// <param name="offer">Null if it has no body.</param>
    /// <param name="refusal">415 for another kind of body, 400 for a malformed one.</param>
    internal static bool TryReadOffer(SipRequest invite, out SessionDescription? offer, out ResponseDraft refusal)
    {
        offer = null;
        refusal = new ResponseDraft(415) { Headers = [(HeaderNames.Accept, SessionDescription.ContentType)] };
        if (invite.Body.IsEmpty) return true;
        if (invite.ContentType is null || !invite.ContentType.Is(SessionDescription.ContentType)) return false;
        refusal = new ResponseDraft(400, "Malformed Session Description");
        return SessionDescription.TryParse(invite.Body.Span, out offer);
    }

    private static void Info(SipTurn turn, LegId leg, ServerTransactionId transaction, SipRequest info)
    {
        if (!MsmlBody.IsMsml(info.ContentType))
        {
            turn.Refuse(leg, transaction, 415, null, (HeaderNames.Accept, MsmlBody.RadisysContentType));
            return;
        }

        if (!MsmlParser.TryParse(info.Body, out var body, out var fault))
        {
            turn.Refuse(leg, transaction, 400, fault.Description);
            return;
        }

        turn.Do(Ok(leg, transaction));
        if (body is MsmlResult result) ReceivedResponses.Result(turn, result);
        else if (body is MsmlEvent { Name: MsmlEvent.RecordFailed } failed)
            turn.Tell(new CallCommand.FailRecording(turn.At, failed["reason"] ?? "the Media Server gave no reason"));
    }
}
