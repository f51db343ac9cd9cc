using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SipServer.Calls;

/// <summary>
/// Rings all phones of a number with one INVITE (RFC 3261 §16.6): the same but for branch and request URI, so that each
/// answer is a dialog of its own. The first success wins, the other phones are cancelled.
/// </summary>
internal static class ParallelRinging
{
    /// <summary>A refusal from which on no other phone is asked any more (RFC 3261 §16.7, step 5).</summary>
    private const int Everywhere = 600;

    /// <summary>Sends the INVITE that the first phone got to the others.</summary>
    public static void Invite(SipTurn turn, LegId leg, SipRequest invite)
    {
        if (leg != LegId.Destination || turn.Routing.OtherTargets is not { Count: > 0 } others || invite.To.Tag is not null) return;
        if (turn[leg] is not { InviteBranch: { } first } dialog) return;
        var branches = others.Select((target, index) => new InviteBranch($"{first}{index + 1}", target)).ToList();
        turn[leg] = dialog with { Branches = new([new(first, $"{invite.RequestUri}"), .. branches]) };
        foreach (var (branch, target) in branches) Send(turn, leg, invite, branch, target);
    }

    /// <summary>Sends an INVITE again after a restart, to all that have not answered it.</summary>
    /// <returns>False if it is none that rings several phones.</returns>
    public static bool TryRepeat(SipTurn turn, LegId leg, SipRequest invite)
    {
        if (turn[leg]?.Branches is not { } branches) return false;
        foreach (var (branch, target) in branches.Open) Send(turn, leg, invite, branch, target);
        return true;
    }

    /// <summary>Whether the INVITE of a leg waits for the final response of a transaction.</summary>
    public static bool IsOpen(LegDialog dialog, string branch) =>
        dialog.Branches is { } branches ? branches.Has(branch) : dialog.InviteBranch == branch;

    /// <summary>One of the phones has answered.</summary>
    public static void CancelOthers(SipTurn turn, LegId leg, LegDialog dialog, string winner)
    {
        foreach (var other in dialog.Branches?.Open.Where(open => open.Branch != winner) ?? [])
            turn.Do(new SwitchedCallEffect.Cancel(leg, dialog.Dialog.CallId, other.Branch, EndReasons.Elsewhere.ToString()));
    }

    /// <summary>One of the phones refuses.</summary>
    /// <returns>Null while others may still answer; else what all of them come to.</returns>
    public static (int Status, string Reason)? Refused(
        SipTurn turn, LegId leg, LegDialog dialog, string branch, int status, string reason)
    {
        if (dialog.Branches is not { } branches) return (status, reason);
        var left = branches.Refused(branch, status, reason);
        if (left.Open.Count == 0)
        {
            turn[leg] = dialog with { Branches = null };
            return (left.Status, left.Reason);
        }

        turn[leg] = dialog with { Branches = left, InviteBranch = left.Open[0].Branch };
        if (status >= Everywhere && branches.Status < Everywhere) CancelOthers(turn, leg, dialog, branch);
        return null;
    }

    private static void Send(SipTurn turn, LegId leg, SipRequest invite, string branch, string target)
    {
        var copy = invite.Clone();
        copy.RequestUri = SipUri.Parse(target);
        turn.Do(new SwitchedCallEffect.Send(leg, copy, branch));
    }
}
