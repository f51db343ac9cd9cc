using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SipServer.Calls;

/// <summary>
/// After a recovery: outstanding requests are sent again as they were, so that a peer that has seen them repeats its
/// answer; callers that can no longer be answered are taken for gone.
/// </summary>
internal static class SipResumption
{
    public static IReadOnlyList<SwitchedCallEffect> Of(SwitchedCallState state)
    {
        if (state.Routing is null || state.Call is CallState.Ended) return [];
        var turn = new SipTurn(state, state.Routing.At);
        turn.Do(new SwitchedCallEffect.Recovered());
        foreach (var effect in CallDecider.Resume(state.Call)) Repeat(turn, effect);
        foreach (var leg in Legs.Ids)
        {
            if (state.Dialogs[leg]?.Received is { } received)
                turn.Do(new SwitchedCallEffect.Expect(leg, received.Transaction()));
        }

        return turn.End().Effects;
    }

    private static void Repeat(SipTurn turn, CallEffect effect)
    {
        switch (effect)
        {
            case CallEffect.InviteMedia e: Invite(turn, e.Leg, e.Sdp); break;
            case CallEffect.InviteCallee e: Invite(turn, LegId.Destination, e.Sdp); break;
            case CallEffect.Reinvite e: Invite(turn, e.Leg, e.Sdp); break;
            case CallEffect.SendBye e: Bye(turn, e.Leg); break;
            case CallEffect.StartRecorder e when RecorderRequests.Request(turn, e.Parameters) is { } body:
                Again(turn, LegId.OriginMedia, SipMethod.Info, info => RecorderRequests.SetBody(info, turn.Routing, body));
                break;
            default: CallEffects.Put(turn, effect); break;
        }
    }

    private static void Invite(SipTurn turn, LegId leg, Sdp.SessionDescription? sdp) => Again(
        turn, leg, SipMethod.Invite, invite => LegRequests.CompleteInvite(invite, turn.Call, turn.Routing, leg, sdp));

    private static void Bye(SipTurn turn, LegId leg) =>
        Again(turn, leg, SipMethod.Bye, bye => LegRequests.CompleteBye(bye, turn.State.Call, leg));

    private static void Again(SipTurn turn, LegId leg, SipMethod method, Action<SipRequest> complete)
    {
        if (turn[leg] is not { } dialog) return;
        var (request, branch) = LegRequests.Again(turn.Tokens, leg, dialog, method);
        complete(request);
        turn.Do(new SwitchedCallEffect.Send(leg, request, branch));
    }
}
