using System.Globalization;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.SipServer.Calls;

/// <summary>Offers between INVITE and answer, with UPDATE or PRACK (RFC 3311, RFC 3262 §5), in SIP.</summary>
internal static class EarlyOffers
{
    /// <summary>The longest pause that is asked for after an offer that came too early, in seconds (RFC 3311 §5.2).</summary>
    private const int LongestPauseSeconds = 10;

    /// <summary>A party's offer.</summary>
    public static void Receive(SipTurn turn, LegId leg, ServerTransactionId transaction, SipRequest request)
    {
        if (turn[leg] is not { Asked: null } dialog)
        {
            TooEarly(turn, leg, transaction, request);
            return;
        }

        if (!ReceivedRequests.TryReadOffer(request, out var offer, out var refusal))
        {
            turn.Do(new SwitchedCallEffect.Respond(leg, transaction, refusal));
            return;
        }

        turn[leg] = dialog with { Asked = ReceivedInvite.Of(transaction, request) };
        // Should it be overdue by then, whatever comes of it is told to nobody.
        turn.Do(new SwitchedCallEffect.Expect(leg, transaction));
        turn.Tell(new CallCommand.Renegotiate(turn.At, leg, offer));
    }

    /// <summary>500 with Retry-After: another offer is not answered yet.</summary>
    public static void TooEarly(SipTurn turn, LegId leg, ServerTransactionId transaction, SipRequest request) =>
        turn.Refuse(leg, transaction, 500, null, (HeaderNames.RetryAfter, Pause(turn, leg, request.CSeq.Number)));

    /// <summary>The answer to a party's offer, or its refusal.</summary>
    /// <returns>False if there is none to answer.</returns>
    public static bool TryRespond(SipTurn turn, LegId leg, int status, string? reason, SessionDescription? sdp)
    {
        if (turn[leg] is not { Asked: { } asked } dialog) return false;
        turn[leg] = dialog with { Asked = null };
        var draft = new ResponseDraft(status, reason)
        {
            Contact = status < 300 && asked.Method == SipMethod.Update.Name ? dialog.Dialog.LocalTarget : null,
            Sdp = sdp?.ToString(),
            Headers = status == 500 ? [(HeaderNames.RetryAfter, Pause(turn, leg, asked.Number))] : [],
        };
        turn.Do(new SwitchedCallEffect.Respond(leg, asked.Transaction(), draft));
        return true;
    }

    /// <summary>Offers a party something: with the PRACK that is due in the dialog that is heard, else with UPDATE.</summary>
    public static void Send(SipTurn turn, LegId leg, SessionDescription sdp)
    {
        if (turn[leg] is not { } dialog) return;
        var due = dialog.Forks.Awaited.FirstOrDefault(prack => prack.RemoteTag == dialog.Forks.Current);
        var (request, branch) = due is not null ? Pracks.Create(turn, leg, due, sdp) : Update(turn, leg, dialog, sdp);
        if (request is null) return;
        turn[leg] = turn[leg]! with { Asking = branch };
        turn.Do(new SwitchedCallEffect.Send(leg, request, branch));
    }

    /// <summary>What became of an offer of ours.</summary>
    public static void Answered(SipTurn turn, LegId leg, string branch, SipResponse response)
    {
        if (turn[leg] is not { } dialog || dialog.Asking != branch) return;
        turn[leg] = dialog with { Asking = null };
        if (response.IsSuccess) turn.Tell(new CallCommand.AcceptEarly(turn.At, leg, SessionBodies.Of(response)));
        else turn.Tell(new CallCommand.RefuseEarly(turn.At, leg, response.StatusCode));
    }

    /// <summary>An offer of ours has no answer, and will not have one.</summary>
    public static void Missed(SipTurn turn, LegId leg, string branch, int status)
    {
        if (turn[leg] is not { } dialog || dialog.Asking != branch) return;
        turn[leg] = dialog with { Asking = null };
        turn.Tell(new CallCommand.RefuseEarly(turn.At, leg, status));
    }

    /// <summary>After a restart: who waited for an answer has asked again, or will.</summary>
    public static void Forget(SipTurn turn)
    {
        foreach (var leg in Legs.Ids)
        {
            if (turn[leg]?.Asking is { } branch) Missed(turn, leg, branch, 408);
        }
    }

    /// <summary>The call is over: nobody is left to answer a party's offer.</summary>
    public static void Release(SipTurn turn)
    {
        foreach (var leg in Legs.Ids) TryRespond(turn, leg, 487, null, null);
    }

    private static (SipRequest? Request, string Branch) Update(SipTurn turn, LegId leg, LegDialog dialog, SessionDescription sdp)
    {
        var fork = dialog.Forks[dialog.Forks.Current];
        var early = dialog with { Dialog = fork?.In(dialog.Dialog) ?? dialog.Dialog };
        var (next, request, branch) = LegRequests.Next(turn.Tokens, leg, early, SipMethod.Update);
        turn[leg] = dialog with { Dialog = dialog.Dialog with { LocalCSeq = next.Dialog.LocalCSeq } };
        request.Headers.Set(HeaderNames.Allow, SipServerMethods.Allowed);
        request.SetBody(SessionDescription.ContentType, System.Text.Encoding.UTF8.GetBytes(sdp.ToString()));
        return (request, branch);
    }

    private static string Pause(SipTurn turn, LegId leg, uint number) =>
        (turn.Tokens.Chance(leg, number) % (LongestPauseSeconds + 1)).ToString(CultureInfo.InvariantCulture);
}
