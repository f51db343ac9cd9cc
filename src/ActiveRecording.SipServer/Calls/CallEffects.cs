using ActiveRecording.Domain.Calls;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SipServer.Calls;

/// <summary>The domain's effects as SIP.</summary>
internal static class CallEffects
{
    public static void Put(SipTurn turn, CallEffect effect)
    {
        switch (effect)
        {
            case CallEffect.InviteMedia e: Invite(turn, e.Leg, e.Sdp); break;
            case CallEffect.InviteCallee e: Invite(turn, LegId.Destination, e.Sdp); break;
            case CallEffect.Reinvite e: SendInvite(turn, e.Leg, e.Sdp); break;
            case CallEffect.RingCaller e: RespondToInvite(turn, LegId.Origin, e.Status, e.Reason, e.Sdp); break;
            case CallEffect.AnswerCaller e: RespondToInvite(turn, LegId.Origin, 200, null, e.Sdp); break;
            case CallEffect.RefuseCaller e: RespondToInvite(turn, LegId.Origin, e.Status, e.Reason, null); break;
            case CallEffect.AnswerReinvite e: RespondToOffer(turn, e.Leg, 200, null, e.Sdp); break;
            case CallEffect.RefuseReinvite e: RespondToOffer(turn, e.Leg, e.Status, e.Reason, null); break;
            case CallEffect.OfferEarly e: EarlyOffers.Send(turn, e.Leg, e.Sdp); break;
            case CallEffect.AnswerRinging e: Pracks.SendAnswer(turn, e.Leg, e.Sdp); break;
            case CallEffect.Acknowledge e: Acknowledge(turn, e.Leg, e.Sdp); break;
            case CallEffect.CancelInvite e: Cancel(turn, e.Leg); break;
            case CallEffect.SendBye e: SendBye(turn, e.Leg); break;
            case CallEffect.AskMedia e: turn.Send(e.Leg, SipMethod.Options); break;
            case CallEffect.StartRecorder e: RecorderRequests.Start(turn, e.Parameters); break;
            case CallEffect.StopRecorder: RecorderRequests.Stop(turn); break;
            case CallEffect.AnswerRecordingRequest e: turn.Do(new SwitchedCallEffect.AnswerRecordingRequest(e.RequestId, e.Answer)); break;
            case CallEffect.SetDeadline e: turn.Do(new SwitchedCallEffect.SetDeadline(e.Deadline, e.Due)); break;
            case CallEffect.ClearDeadline e: turn.Do(new SwitchedCallEffect.ClearDeadline(e.Deadline)); break;
            case CallEffect.Disregard e: turn.Do(new SwitchedCallEffect.Disregard(e.Command, e.State)); break;
            default: throw new ArgumentOutOfRangeException(nameof(effect), effect, "No such effect.");
        }
    }

    private static void Invite(SipTurn turn, LegId leg, SessionDescription? sdp)
    {
        turn[leg] = LegRequests.Begin(turn.Tokens, leg, turn[leg]?.Generation + 1 ?? 0, turn.Routing[leg]);
        if (SendInvite(turn, leg, sdp) is { } invite) ParallelRinging.Invite(turn, leg, invite);
    }

    /// <summary>The next INVITE of a leg, with its session timer.</summary>
    public static SipRequest? SendInvite(SipTurn turn, LegId leg, SessionDescription? sdp)
    {
        SipRequest? sent = null;
        turn.Send(leg, SipMethod.Invite, invite =>
        {
            LegRequests.CompleteInvite(invite, turn.Call, turn.Routing, leg, sdp);
            LegSessions.Offer(turn, leg, invite);
            sent = invite;
        });
        return sent;
    }

    private static void SendBye(SipTurn turn, LegId leg) => turn.Send(leg, SipMethod.Bye, bye =>
    {
        LegRequests.CompleteBye(bye, turn.State.Call, leg);
        if (turn.Reason is { } reason) bye.Headers.Set(HeaderNames.Reason, reason);
    });

    private static void Acknowledge(SipTurn turn, LegId leg, SessionDescription? sdp)
    {
        if (turn[leg] is not { } dialog) return;
        dialog = dialog with { AckNumber = dialog.InviteNumber, AckSdp = sdp?.ToString() };
        turn[leg] = dialog;
        turn.SendAck(leg, dialog);
    }

    private static void Cancel(SipTurn turn, LegId leg)
    {
        if (turn[leg] is not { InviteBranch: { } branch, Dialog.CallId: var callId } dialog) return;
        foreach (var open in dialog.Branches?.Open.Select(open => open.Branch) ?? [branch])
            turn.Do(new SwitchedCallEffect.Cancel(leg, callId, open, turn.Reason));
    }

    private static void RespondToOffer(SipTurn turn, LegId leg, int status, string? reason, SessionDescription? sdp)
    {
        if (!EarlyOffers.TryRespond(turn, leg, status, reason, sdp)) RespondToInvite(turn, leg, status, reason, sdp);
    }

    private static void RespondToInvite(SipTurn turn, LegId leg, int status, string? reason, SessionDescription? sdp)
    {
        if (turn[leg] is not { Unanswered: { } received } dialog) return;
        if (received.Method is not null) dialog = dialog with { Received = null };
        else if (status is >= 200 and < 300) dialog = dialog with { AnsweredNumber = received.Number };
        else if (status >= 300) dialog = dialog with { RefusedNumber = received.Number };
        turn[leg] = dialog;
        var timer = status is >= 200 and < 300 ? LegSessions.Answer(turn, leg, received.Request()) : [];
        turn.Do(new SwitchedCallEffect.Respond(leg, received.Transaction(), Response(turn, timer, dialog, status, reason, sdp)));
        // An UPDATE has no ACK.
        if (received.Method is not null && status < 300) turn.Tell(new CallCommand.Confirm(turn.At, leg, null));
    }

    /// <summary>What the callee said reliably, the caller is told reliably, if it can be (RFC 3262).</summary>
    private static ResponseDraft Response(
        SipTurn turn, IReadOnlyList<(string Name, string Value)> headers, LegDialog dialog, int status, string? reason, SessionDescription? sdp)
    {
        var draft = Response(dialog, status, reason, sdp) with { Headers = headers };
        return turn.IsReliable && status < 200 ? draft with { Headers = [(HeaderNames.Require, OptionTags.Reliable)] } : draft;
    }

    /// <summary>A response to a leg's INVITE.</summary>
    public static ResponseDraft Response(LegDialog dialog, int status, string? reason, SessionDescription? sdp) => new(status, reason)
    {
        ToTag = dialog.Dialog.LocalTag,
        Contact = status < 300 ? dialog.Dialog.LocalTarget : null,
        Sdp = sdp?.ToString(),
    };
}
