using ActiveRecording.Domain.Calls;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.SipServer.Calls;

/// <summary>
/// The callee before it answers: its provisional responses, reliable ones passed on reliably if the caller can take them,
/// and the requests of its early dialogs (RFC 3261 §12.1, RFC 3262).
/// </summary>
internal static class EarlyDialogs
{
    private const int EarlyDialogTerminated = 199;

    /// <summary>A provisional response above 100.</summary>
    public static void Ring(SipTurn turn, LegId leg, LegDialog dialog, SipResponse response)
    {
        var (isReliable, sdp) = (response.IsReliable, SessionBodies.Of(response));
        if (response.StatusCode == EarlyDialogTerminated)
        {
            turn[leg] = dialog with { Early = dialog.Forks.Without(response.To.Tag ?? "") };
            return;
        }

        if (isReliable || dialog.Forks.All.Count > 0)
        {
            var fork = dialog.Forks[response.To.Tag] ?? EarlyFork.Of(response, dialog.Dialog);
            if (isReliable && !fork.Expects(response.RSeq))
            {
                Again(turn, leg, dialog, fork, response);
                return;
            }

            if (dialog.Forks[fork.RemoteTag] is null && dialog.Forks.All.Count >= EarlyForks.Most) return;
            if (fork.HasSession) sdp = null;
            turn[leg] = dialog with { Early = Heard(dialog.Forks, fork, response, isReliable, sdp) };
        }

        Owe(turn, leg, isReliable, response);
        turn.IsReliable = isReliable;
        turn.Tell(new CallCommand.Ring(turn.At, response.StatusCode, response.ReasonPhrase, sdp)
        {
            IsReliable = isReliable,
            IsReliableToCaller = turn.Routing.RequiresReliable || (isReliable && turn.Routing.TakesReliable),
        });
    }

    /// <summary>What the callee that answers has described; null if that is what it is heard by already.</summary>
    public static SessionDescription? Described(SipTurn turn, LegId leg, LegDialog dialog, SipResponse success)
    {
        if (dialog.Forks[success.To.Tag] is not { HasSession: true } fork) return SessionBodies.Of(success);
        if (dialog.Forks.Current == fork.RemoteTag)
            return turn.State.Call.AllLegs[leg] is Leg.Inviting { Session.Agreed: true } ? null : SessionBodies.Of(success);
        return SessionDescription.TryParse(fork.Sdp, out var described) ? described : null;
    }

    /// <summary>Whether a request came in one of a leg's early dialogs.</summary>
    public static bool Owns(LegDialog dialog, SipRequest request) => dialog.Forks[request.From.Tag] is { } fork
        && fork.In(dialog.Dialog).Id == Dialog.IdOf(request);

    /// <summary>A request in an early dialog of the callee.</summary>
    public static void Receive(SipTurn turn, LegId leg, LegDialog dialog, ServerTransactionId transaction, SipRequest request)
    {
        var fork = dialog.Forks[request.From.Tag]!;
        var state = fork.In(dialog.Dialog);
        if (Dialog.SequenceOf(state, request) != DialogSequence.InSequence)
        {
            turn.Refuse(leg, transaction, 500, "Out Of Order");
            return;
        }

        state = Dialog.OnRequest(state, request);
        fork = fork with { RemoteCSeq = state.RemoteCSeq, RemoteTarget = state.RemoteTarget };
        turn[leg] = dialog with { Early = dialog.Forks.With(fork) };
        if (request.Method == SipMethod.Update && !request.Body.IsEmpty && dialog.Forks.Current != fork.RemoteTag)
            EarlyOffers.TooEarly(turn, leg, transaction, request);
        else if (request.Method == SipMethod.Update) ReceivedRequests.Update(turn, leg, transaction, request);
        else if (request.Method == SipMethod.Options) turn.Do(new SwitchedCallEffect.Respond(leg, transaction, new ResponseDraft(200)));
        else if (request.Method == SipMethod.Info) PartyRequests.Relay(turn, leg, transaction, request);
        else turn.Refuse(leg, transaction, request.Method == SipMethod.Bye ? 403 : SipServerMethods.Refusal(request.Method));
    }

    private static EarlyForks Heard(
        EarlyForks forks, EarlyFork fork, SipResponse response, bool isReliable, SessionDescription? sdp)
    {
        fork = fork with
        {
            RSeq = isReliable ? response.RSeq ?? 0 : fork.RSeq,
            HasSession = fork.HasSession || (isReliable && sdp is not null),
            Sdp = isReliable && sdp is not null ? sdp.ToString() : fork.Sdp,
        };
        return forks.With(fork) with { Current = sdp is not null || forks.Current is null ? fork.RemoteTag : forks.Current };
    }

    /// <summary>The transaction absorbs repetitions, but after a restart: the callee has not had our PRACK.</summary>
    private static void Again(SipTurn turn, LegId leg, LegDialog dialog, EarlyFork fork, SipResponse response)
    {
        var due = new AwaitedPrack(fork.RemoteTag, fork.RSeq, response.CSeq.Number);
        if (response.RSeq == fork.RSeq && !dialog.Forks.Awaited.Contains(due)) Pracks.Send(turn, leg, due);
    }

    /// <summary>
    /// What the caller will acknowledge is noted, in that order; also what the callee need not hear of. A caller that
    /// acknowledges nothing is not waited for.
    /// </summary>
    private static void Owe(SipTurn turn, LegId leg, bool isReliable, SipResponse response)
    {
        if (turn[leg] is not { } dialog || !(isReliable || turn.Routing.RequiresReliable)) return;
        var due = new AwaitedPrack(isReliable ? response.To.Tag ?? "" : "", isReliable ? response.RSeq ?? 0 : 0, response.CSeq.Number);
        turn[leg] = dialog with { Early = dialog.Forks.Await(due) };
        if (!turn.Routing.TakesReliable) Pracks.Send(turn, leg, due);
    }
}
