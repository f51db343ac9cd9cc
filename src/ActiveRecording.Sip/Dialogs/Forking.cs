using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Dialogs;

/// <summary>What the caller is to do with a response to its INVITE.</summary>
public enum ForkAct
{
    /// <summary>Nothing of any dialog: 100, a response without a tag, or one that comes too late.</summary>
    None,

    /// <summary>An early dialog was made or heard of again.</summary>
    Progress,

    /// <summary>An early dialog is over (199, RFC 6228); others may go on.</summary>
    Ended,

    /// <summary>The first 2xx: acknowledge it, the call is answered.</summary>
    Confirm,

    /// <summary>A 2xx repeated: acknowledge it again, nothing else.</summary>
    AcknowledgeAgain,

    /// <summary>A 2xx of another branch: acknowledge it and hang up.</summary>
    HangUp,

    /// <summary>A refusal: all early dialogs are over.</summary>
    Refused,
}

/// <summary>
/// Several answers to one INVITE (RFC 3261 §12.1, §13.2.2): each To tag is a dialog, the first 2xx makes the session, every
/// other 2xx is acknowledged and ended by BYE. Pure.
/// </summary>
public static class Forking
{
    /// <summary>Branches that are remembered for one INVITE; of further ones only a 2xx counts, and is hung up.</summary>
    public const int MaxForks = 16;

    /// <summary>After a response.</summary>
    /// <param name="state">Before.</param>
    /// <param name="invite">As sent.</param>
    /// <param name="response">To that INVITE.</param>
    /// <returns>After, what is to be done, and the dialog to do it in; null where there is none.</returns>
    public static (ForkedInvite State, ForkAct Act, DialogState? Dialog) Receive(
        ForkedInvite state, SipRequest invite, SipResponse response)
    {
        if (response.IsFinal && !response.IsSuccess && state.Confirmed is null) return (ForkedInvite.None, ForkAct.Refused, null);
        if (response.IsFinal && !response.IsSuccess) return (state, ForkAct.None, null);
        if (response.StatusCode == 100 || response.To.Tag is not { } tag) return (state, ForkAct.None, null);
        var known = state.Forks.FirstOrDefault(fork => fork.Dialog.RemoteTag == tag);
        return response.IsSuccess ? Answered(state, known, invite, response) : Progressed(state, known, invite, response);
    }

    /// <summary>After a request or a PRACK within one of the dialogs changed it.</summary>
    public static ForkedInvite Update(ForkedInvite state, DialogState dialog) => new(
        [.. state.Forks.Select(fork => fork.Dialog.RemoteTag == dialog.RemoteTag ? fork with { Dialog = dialog } : fork)]);

    /// <summary>64 × T1 after the first 2xx: what still rings is over (RFC 3261 §13.2.2.4).</summary>
    public static ForkedInvite Settle(ForkedInvite state) => new([.. state.Forks.Where(fork => fork.Status != ForkStatus.Early)]);

    /// <summary>What a surplus 2xx gets, still without Via; if it made an offer, the ACK is to be given an answer.</summary>
    /// <param name="dialog">The dialog.</param>
    /// <param name="inviteNumber">The CSeq number of the INVITE.</param>
    public static (SipRequest Ack, SipRequest Bye) HangUp(DialogState dialog, uint inviteNumber) =>
        (Dialog.CreateAck(dialog, inviteNumber), Dialog.CreateRequest(dialog, SipMethod.Bye).Request);

    private static (ForkedInvite State, ForkAct Act, DialogState? Dialog) Progressed(
        ForkedInvite state, Fork? known, SipRequest invite, SipResponse response)
    {
        const int EarlyDialogTerminated = 199;
        if (state.Confirmed is not null) return (state, ForkAct.None, null);
        var isOver = response.StatusCode == EarlyDialogTerminated;
        if (known is not null && isOver)
            return (new([.. state.Forks.Where(fork => fork != known)]), ForkAct.Ended, known.Dialog);
        if (known is not null) return (state, ForkAct.Progress, known.Dialog);
        if (isOver || state.Forks.Count >= MaxForks) return (state, ForkAct.None, null);
        var dialog = Dialog.FromUac(invite, response);
        return (new([.. state.Forks, new(dialog, ForkStatus.Early)]), ForkAct.Progress, dialog);
    }

    private static (ForkedInvite State, ForkAct Act, DialogState? Dialog) Answered(
        ForkedInvite state, Fork? known, SipRequest invite, SipResponse response)
    {
        if (known is { Status: not ForkStatus.Early }) return (state, ForkAct.AcknowledgeAgain, known.Dialog);
        var dialog = known is null ? Dialog.FromUac(invite, response) : Dialog.OnResponse(known.Dialog, response);
        var isFirst = state.Confirmed is null;
        var fork = new Fork(dialog, isFirst ? ForkStatus.Confirmed : ForkStatus.Surplus);
        // The session is always remembered; a stranger's further branches are not.
        IEnumerable<Fork> others = state.Forks.Where(other => other != known);
        var next = isFirst || known is not null || state.Forks.Count < MaxForks ? new ForkedInvite([.. others, fork]) : state;
        return (next, isFirst ? ForkAct.Confirm : ForkAct.HangUp, dialog);
    }
}
