using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Sessions;

namespace ActiveRecording.SipServer.Calls;

/// <summary>
/// Refreshes of a dialog's session (RFC 4028 §7.4): UPDATE without a body where the peer allows that, so that nothing is
/// negotiated, else a re-INVITE with what was agreed.
/// </summary>
internal static class Refreshes
{
    private const int RequestTimeout = 408;
    private const int ServerError = 500;

    /// <summary>Sends one; should nobody say what became of it, it is tried once more.</summary>
    /// <returns>The timer meanwhile; null if it has to wait for another exchange.</returns>
    public static SessionTimerState? Send(SipTurn turn, LegId leg, SessionTimerState state)
    {
        if (state.PeerUpdates)
        {
            turn.Send(leg, SipMethod.Update, update =>
            {
                update.Headers.Set(HeaderNames.Allow, SipServerMethods.Allowed);
                LegSessions.Offer(turn, leg, update);
            });
        }
        else
        {
            var number = turn[leg]!.InviteNumber;
            turn.Tell(new CallCommand.Refresh(turn.At, leg));
            if (turn[leg]!.InviteNumber == number) return null;
        }

        return SessionTimer.RefreshFailed(SessionTimer.RefreshSent(state), ServerError, turn.At);
    }

    /// <summary>What became of an UPDATE.</summary>
    public static void Answered(SipTurn turn, LegId leg, SipResponse response)
    {
        if (turn[leg] is not { } dialog) return;
        if (response.IsSuccess)
        {
            turn[leg] = dialog with { Dialog = Dialog.OnResponse(dialog.Dialog, response) };
            LegSessions.Answered(turn, leg, response);
        }
        else if (!LegSessions.TryLonger(turn, leg, response))
        {
            Failed(turn, leg, response.StatusCode, response.ReasonPhrase);
        }
    }

    /// <summary>A dialog that the peer no longer knows, or does not answer in, is over (§10).</summary>
    public static void Failed(SipTurn turn, LegId leg, int status, string phrase)
    {
        if (status is not (RequestTimeout or 481)) return;
        turn.Reason ??= Reason.Sip(status, phrase).ToString();
        if (leg.IsMedia()) turn.Tell(new CallCommand.LoseMedia(turn.At, leg, $"Media Server: {status} {phrase}"));
        else turn.Tell(new CallCommand.LoseParty(turn.At, leg));
    }
}
