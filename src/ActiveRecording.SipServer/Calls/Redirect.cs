using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.SipServer.Routing;

namespace ActiveRecording.SipServer.Calls;

/// <summary>A target of a 3xx that may be called.</summary>
/// <param name="Target">Its URI.</param>
/// <param name="IsRecorded">Whether its calls are to be recorded.</param>
/// <param name="IsTrusted">Whether it may learn who a caller is that wants to stay private (RFC 3325 §7).</param>
public sealed record Redirect(string Target, bool IsRecorded, bool IsTrusted)
{
    /// <summary>
    /// Invites the callee at its new address (RFC 3261 §8.1.3.4), if the configuration allows one more. A number whose calls
    /// are recorded is not reached this way by a call that is not, and whom is not trusted not by a private caller that the
    /// first number was told of.
    /// </summary>
    /// <returns>False when the redirection is a refusal.</returns>
    internal static bool TryFollow(SipTurn turn, LegId leg)
    {
        if (turn.Redirect is not { } redirect || turn[leg] is not { } dialog || dialog.Redirects >= turn.Routing.FollowRedirects) return false;
        if (leg != LegId.Destination || turn.State.Call.AllLegs[leg] is not Leg.Inviting { Cancelled: false } callee) return false;
        if (redirect.IsRecorded && turn.Call.Recording is null) return false;
        if (!redirect.IsTrusted && turn.Routing.Privacy is not null && !ShownIdentity.IsAnonymous(dialog.Dialog.LocalUri)) return false;
        turn[leg] = dialog with
        {
            Dialog = dialog.Dialog with { RemoteTarget = redirect.Target, RouteSet = RouteSet.Empty },
            Redirects = dialog.Redirects + 1,
            Early = null,
        };
        CallEffects.SendInvite(turn, leg, callee.Local);
        return true;
    }
}
