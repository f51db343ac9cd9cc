using ActiveRecording.Domain.Calls;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SipServer.Calls;

/// <summary>
/// After a restart: what may not have been heard is said again. Within 64 × T1 a request is repeated as it was, so that a
/// peer that has seen it repeats its answer; later it is sent anew within its dialog (RFC 3261 §17.1.1.2, §17.1.2.2).
/// </summary>
internal static class SipResumption
{
    /// <summary>How long a peer knows a request again: 64 × T1.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(32);

    public static void Run(SipTurn turn)
    {
        foreach (var leg in Legs.Ids) Repetitions.Refuse(turn, leg);
        if (turn.State.Call is CallState.Ended) return;
        foreach (var leg in Legs.Ids)
        {
            Revive(turn, leg);
            Acknowledge(turn, leg);
        }

        foreach (var effect in CallDecider.Resume(turn.State.Call)) Repeat(turn, effect);
        EarlyOffers.Forget(turn);
        LegSessions.Resume(turn);
        turn.Tell(new CallCommand.Recover(turn.At));
    }

    /// <summary>An INVITE that came is answered yet, or once more if its ACK is missing.</summary>
    private static void Revive(SipTurn turn, LegId leg)
    {
        if (turn[leg] is not { Received: { Method: null } received, IsRefused: false } dialog || !Repetitions.WillAnswer(turn, leg, dialog)) return;
        if (received.Request() is not { } invite)
        {
            turn.Do(new SwitchedCallEffect.Expect(leg, received.Transaction()));
            return;
        }

        turn.Do(new SwitchedCallEffect.Revive(leg, received.Transaction(), invite));
        if (dialog.Unanswered is not null || turn.State.Call.AllLegs[leg] is not Leg.Open { Local: { } answer }) return;
        var success = CallEffects.Response(dialog, 200, null, answer) with
        {
            Headers = LegSessions.AnswerAgain(turn, leg, invite),
        };
        turn.Do(new SwitchedCallEffect.Respond(leg, received.Transaction(), success));
    }

    private static void Acknowledge(SipTurn turn, LegId leg)
    {
        if (turn[leg] is { AckNumber: > 0 } dialog && IsRemembered(turn, dialog)) turn.SendAck(leg, dialog);
    }

    private static void Repeat(SipTurn turn, CallEffect effect)
    {
        switch (effect)
        {
            case CallEffect.InviteMedia e: Invite(turn, e.Leg, e.Sdp); break;
            case CallEffect.InviteCallee e: Invite(turn, LegId.Destination, e.Sdp); break;
            case CallEffect.Reinvite e when IsRemembered(turn, turn[e.Leg]): Invite(turn, e.Leg, e.Sdp); break;
            case CallEffect.SendBye e when IsRemembered(turn, turn[e.Leg]): Bye(turn, e.Leg); break;
            case CallEffect.StartRecorder e when IsRemembered(turn, turn[LegId.OriginMedia])
                && RecorderRequests.Request(turn, e.Parameters) is { } body:
                Again(turn, LegId.OriginMedia, SipMethod.Info, info => RecorderRequests.SetBody(info, turn.Routing, body));
                break;
            default: CallEffects.Put(turn, effect); break;
        }
    }

    private static bool IsRemembered(SipTurn turn, LegDialog? dialog) =>
        dialog?.SentAt is { } at && turn.At - at < Memory;

    private static void Invite(SipTurn turn, LegId leg, SessionDescription? sdp) => Again(
        turn, leg, SipMethod.Invite, invite =>
        {
            LegRequests.CompleteInvite(invite, turn.Call, turn.Routing, leg, sdp);
            LegSessions.Offer(turn, leg, invite);
        });

    private static void Bye(SipTurn turn, LegId leg) =>
        Again(turn, leg, SipMethod.Bye, bye => LegRequests.CompleteBye(bye, turn.State.Call, leg));

    private static void Again(SipTurn turn, LegId leg, SipMethod method, Action<SipRequest> complete)
    {
        if (turn[leg] is not { } dialog) return;
        var (request, branch) = LegRequests.Again(turn.Tokens, leg, dialog, method);
        complete(request);
        if (method == SipMethod.Invite && ParallelRinging.TryRepeat(turn, leg, request)) return;
        turn.Do(new SwitchedCallEffect.Send(leg, request, branch));
    }
}
