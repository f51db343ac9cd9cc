using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip.Dialogs;

namespace ActiveRecording.SipServer.Calls;

/// <summary>A target of a 3xx that may be called.</summary>
/// <param name="Target">Its URI.</param>
/// <param name="IsRecorded">Whether its calls are to be recorded.</param>
public sealed record Redirect(string Target, bool IsRecorded)
{
    /// <summary>
    /// Invites the callee at its new address (RFC 3261 §8.1.3.4), if the configuration allows one more. A number whose calls
    /// are recorded is not reached this way by a call that is not.
    /// </summary>
    /// <returns>False when the redirection is a refusal.</returns>
    internal static bool TryFollow(SipTurn turn, LegId leg)
    {
        if (turn.Redirect is not { } redirect || turn[leg] is not { } dialog || dialog.Redirects >= turn.Routing.FollowRedirects) return false;
        if (leg != LegId.Destination || turn.State.Call.AllLegs[leg] is not Leg.Inviting { Cancelled: false } callee) return false;
        if (redirect.IsRecorded && turn.Call.Recording is null) return false;
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
