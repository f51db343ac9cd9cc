using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Msml;
using ActiveRecording.Sip.Sessions;

namespace ActiveRecording.SipServer.Calls;

/// <summary>Responses to our requests as the domain's commands.</summary>
internal static class ReceivedResponses
{
    public static void Receive(SipTurn turn, SwitchedCallCommand.ReceiveResponse response)
    {
        if (response.Transaction.Method == SipMethod.Invite && response.Response is { IsFinal: true, IsSuccess: false })
            turn.Do(new SwitchedCallEffect.Acknowledge(response.Transaction));
        if (turn[response.Leg] is not { } dialog || dialog.Dialog.CallId != response.Response.CallId) return;
        turn.Redirect = response.Redirect;
        var method = response.Transaction.Method;
        if (method == SipMethod.Invite) ToInvite(turn, response.Leg, dialog, response.Transaction.Branch, response.Response);
        else if (!response.Response.IsFinal) return;
        else if (method == SipMethod.Bye) turn.Tell(new CallCommand.Close(turn.At, response.Leg));
        else if (method == SipMethod.Info) ToInfo(turn, response.Leg, dialog, response.Transaction.Branch, response.Response);
        else if (method == SipMethod.Update && dialog.Asking != response.Transaction.Branch)
            Refreshes.Answered(turn, response.Leg, response.Response);
        else if (method == SipMethod.Update || method == SipMethod.Prack)
            EarlyOffers.Answered(turn, response.Leg, response.Transaction.Branch, response.Response);
        else if (method == SipMethod.Options) ToOptions(turn, response.Leg, response.Response.StatusCode, response.Response.ReasonPhrase);
    }

    public static void Miss(SipTurn turn, SwitchedCallCommand.MissResponse missing)
    {
        if (turn[missing.Leg] is not { } dialog || dialog.Dialog.CallId != missing.CallId) return;
        var method = missing.Transaction.Method;
        if (method == SipMethod.Bye) turn.Tell(new CallCommand.Close(turn.At, missing.Leg));
        else if (method == SipMethod.Info && IsLastInfo(turn, missing.Leg, dialog, missing.Transaction.Branch))
            turn.Tell(new CallCommand.FailRecording(turn.At, $"Media Server: {missing.Reason}"));
        else if (method == SipMethod.Options)
            ToOptions(turn, missing.Leg, missing.Status, missing.Reason);
        else if (method == SipMethod.Update && dialog.Asking != missing.Transaction.Branch)
            Refreshes.Failed(turn, missing.Leg, missing.Status, missing.Reason);
        else if (dialog.Asking == missing.Transaction.Branch)
            EarlyOffers.Missed(turn, missing.Leg, missing.Transaction.Branch, missing.Status);
        else if (ParallelRinging.IsOpen(dialog, missing.Transaction.Branch))
        {
            var isUnsent = missing.Status == 503;
            Refused(turn, missing.Leg, dialog, missing.Transaction.Branch, missing.Status, missing.Reason, isUnsent);
        }
    }

    /// <summary>The outcome of an MSML request; the domain knows which one it waits for.</summary>
    public static void Result(SipTurn turn, MsmlResult result) => turn.Tell(result.IsSuccess
        ? new CallCommand.ConfirmRecording(turn.At)
        : new CallCommand.FailRecording(turn.At, $"Media Server: {result.Response} {result.Description}".TrimEnd()));

    private static void ToInvite(SipTurn turn, LegId leg, LegDialog dialog, string branch, SipResponse response)
    {
        var isOpen = ParallelRinging.IsOpen(dialog, branch);
        if (response.IsSuccess)
        {
            // Re-INVITEs are answered by whom they were sent to, whatever tag that one thinks it has.
            if (isOpen) Accepted(turn, leg, dialog, branch, response);
            else if (IsFork(dialog, response)) HangUpFork(turn, leg, dialog, response);
            else if (dialog.AckNumber == response.CSeq.Number) turn.SendAck(leg, dialog);
        }
        else if (isOpen && response.IsFinal)
        {
            if (dialog.Branches is null && (LegSessions.TryLonger(turn, leg, response) || Redirect.TryFollow(turn, leg))) return;
            Refused(turn, leg, dialog, branch, response.StatusCode, response.ReasonPhrase);
        }
        else if (isOpen && leg == LegId.Destination && dialog.Dialog.Early && response.StatusCode > 100)
        {
            EarlyDialogs.Ring(turn, leg, dialog, response);
        }
    }

    private static void Accepted(SipTurn turn, LegId leg, LegDialog dialog, string branch, SipResponse response)
    {
        ParallelRinging.CancelOthers(turn, leg, dialog, branch);
        var state = dialog.Forks[response.To.Tag]?.In(dialog.Dialog)
            ?? (dialog.Dialog.Early ? Beginning(dialog, branch, response) : dialog.Dialog);
        turn[leg] = dialog with
        {
            Dialog = Dialog.OnResponse(state, response),
            InviteBranch = null,
            Early = null,
            Branches = null,
            MadeBy = dialog.Dialog is { Early: true, IsCaller: true } ? dialog.InviteNumber : dialog.MadeBy,
        };
        LegSessions.Answered(turn, leg, response);
        turn.Tell(new CallCommand.Accept(turn.At, leg, EarlyDialogs.Described(turn, leg, dialog, response)));
    }

    /// <summary>The dialog of a phone that was not heard of before it answered.</summary>
    private static DialogState Beginning(LegDialog dialog, string branch, SipResponse response) => dialog.Dialog with
    {
        RemoteTag = response.To.Tag ?? "",
        RemoteTarget = dialog.Branches?.TargetOf(branch) ?? dialog.Dialog.RemoteTarget,
    };

    private static void Refused(
        SipTurn turn, LegId leg, LegDialog dialog, string branch, int code, string phrase, bool unsent = false)
    {
        if (ParallelRinging.Refused(turn, leg, dialog, branch, code, phrase) is not (var status, var reason)) return;
        turn[leg] = turn[leg]! with { InviteBranch = null };
        turn.Reason ??= Reason.Sip(status, reason).ToString();
        var pause = Glare.RetryDelay(dialog.Dialog.IsCaller, turn.Tokens.Chance(leg, dialog.InviteNumber));
        turn.Tell(new CallCommand.Refuse(turn.At, leg, status, reason, pause) { Unsent = unsent && status == code });
    }

    /// <summary>Several phones rang, and a second one answered (RFC 3261 §13.2.2.4).</summary>
    private static bool IsFork(LegDialog dialog, SipResponse response) =>
        dialog.Dialog is { Early: false, IsCaller: true } && response.To.Tag != dialog.Dialog.RemoteTag
        && (dialog.MadeBy == 0 || dialog.MadeBy == response.CSeq.Number);

    private static void HangUpFork(SipTurn turn, LegId leg, LegDialog dialog, SipResponse response)
    {
        var early = dialog.Dialog with { Early = true, RemoteTag = response.To.Tag ?? "", LocalCSeq = response.CSeq.Number };
        var fork = Dialog.OnResponse(early, response);
        turn.Do(new SwitchedCallEffect.SendAck(leg, Dialog.CreateAck(fork, response.CSeq.Number), Branch: null));
        var (_, bye) = Dialog.CreateRequest(fork, SipMethod.Bye);
        bye.Reasons = [EndReasons.Elsewhere];
        turn.Do(new SwitchedCallEffect.SendUnwatched(leg, bye));
    }

    /// <summary>
    /// Whether it is the last MSML request, which the domain waits for: the answer to an earlier one, that was overtaken, says
    /// nothing of the recording there is now.
    /// </summary>
    private static bool IsLastInfo(SipTurn turn, LegId leg, LegDialog dialog, string branch) =>
        dialog.InfoNumber == 0 || branch == turn.Tokens.Branch(leg, dialog.Generation, SipMethod.Info, dialog.InfoNumber);

    private static void ToInfo(SipTurn turn, LegId leg, LegDialog dialog, string branch, SipResponse response)
    {
        if (!leg.IsMedia()) return;
        if (response.StatusCode != 481 && !IsLastInfo(turn, leg, dialog, branch)) return;
        if (response.IsSuccess)
        {
            // Without a result the request was accepted; should it fail later, an INFO says so.
            Result(turn, ResultIn(response) ?? new MsmlResult(MsmlResponse.Ok));
            return;
        }

        var outcome = $"Media Server: {response.StatusCode} {response.ReasonPhrase}";
        if (response.StatusCode == 481) turn.Tell(new CallCommand.LoseMedia(turn.At, leg, outcome));
        else turn.Tell(new CallCommand.FailRecording(turn.At, outcome));
    }

    /// <summary>What a leg answers to the question whether it is there (RFC 5057 §5).</summary>
    private static void ToOptions(SipTurn turn, LegId leg, int status, string reason)
    {
        if (status is 404 or 408 or 410 or 481 or 503)
            turn.Tell(new CallCommand.LoseMedia(turn.At, leg, $"Media Server: {status} {reason}"));
    }

    private static MsmlResult? ResultIn(SipResponse response) =>
        MsmlBody.IsMsml(response.ContentType) && MsmlParser.TryParse(response.Body, out var body, out _)
            ? body as MsmlResult
            : null;
}
