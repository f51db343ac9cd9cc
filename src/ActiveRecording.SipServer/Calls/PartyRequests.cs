using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.SipServer.Calls;

/// <summary>What one party asks of the other one, and the switch only passes on: INFO (RFC 6086), digits above all.</summary>
internal static class PartyRequests
{
    private static readonly string[] Carried =
        [HeaderNames.ContentType, "Content-Disposition", "Content-Encoding", "Content-Language", "Info-Package"];

    /// <summary>Passes a request on within the other party's dialog; before there is one it cannot be taken.</summary>
    public static void Relay(SipTurn turn, LegId leg, ServerTransactionId transaction, SipRequest request)
    {
        var other = leg.Opposite();
        if (turn.State.Call.AllLegs[other] is not Leg.Open || turn[other] is not { } dialog)
        {
            turn.Refuse(leg, transaction, 480);
            return;
        }

        (turn[other], var relayed, var branch) = LegRequests.Next(turn.Tokens, other, dialog, request.Method);
        turn.Record(new RequestPassedOn(turn.At, leg, KnownRequest.KeyOf(transaction), relayed.CSeq.Number));
        Relay(turn, other, transaction, request, relayed, branch);
    }

    /// <summary>Passes a request on that was passed on before, as it was: the other party knows whether it has had it.</summary>
    /// <param name="turn">The decision.</param>
    /// <param name="leg">Whose request it is.</param>
    /// <param name="transaction">Of the request.</param>
    /// <param name="request">Repeated after a restart.</param>
    /// <param name="number">CSeq of ours.</param>
    public static void RelayAgain(SipTurn turn, LegId leg, ServerTransactionId transaction, SipRequest request, uint number)
    {
        var other = leg.Opposite();
        if (turn.State.Call.AllLegs[other] is not Leg.Open || turn[other] is not { } dialog)
        {
            turn.Refuse(leg, transaction, 480);
            return;
        }

        var before = dialog with { Dialog = dialog.Dialog with { LocalCSeq = number - 1 } };
        var (_, relayed, branch) = LegRequests.Next(turn.Tokens, other, before, request.Method);
        Relay(turn, other, transaction, request, relayed, branch, isAgain: true);
    }

    /// <summary>What the other party said to a request that was passed on; if it knows no such dialog, its leg is over.</summary>
    public static void Answer(SipTurn turn, SwitchedCallCommand.AnswerRelayed answer)
    {
        turn.Do(new SwitchedCallEffect.Respond(answer.Leg.Opposite(), answer.Asked, answer.Draft));
        if (answer.Draft.Status == 481 && answer.Asked.Method != SipMethod.Prack) turn.Tell(new CallCommand.HangUp(turn.At, answer.Leg));
    }

    private static void Relay(
        SipTurn turn, LegId other, ServerTransactionId transaction, SipRequest request, SipRequest relayed, string branch,
        bool isAgain = false)
    {
        foreach (var name in Carried)
        {
            foreach (var value in request.Headers.All(name)) relayed.Headers.Add(name, value);
        }

        if (request.ContentType is { } type) relayed.SetBody(type.ToString(), request.Body);
        turn.Do(new SwitchedCallEffect.Relay(other, relayed, branch, transaction) { IsAgain = isAgain });
    }
}
