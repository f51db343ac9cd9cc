using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Sessions;

/// <summary>
/// The session timers of a room's dialogs (RFC 4028), so that none outlives its peer: told what is said in them, looked at
/// about every second. To be used on the endpoint's strand.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="options">What is wanted; null for no timers.</param>
/// <param name="refresh">Sends a refresh, by UPDATE without a body or by INVITE with the description that holds (§7.4).</param>
/// <param name="end">Ends a dialog that was not refreshed, or whose refresh was answered 408 or 481 (§10).</param>
public sealed class SessionKeeper<TDialog>(
    TimeProvider time, SessionTimerOptions? options, Action<TDialog, SipMethod> refresh, Action<TDialog> end)
    where TDialog : class, ITimedDialog
{
    private const int IntervalTooSmall = 422;
    private const int ServerError = 500;
    private readonly List<TDialog> due = [];

    private DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The refusal of an INVITE or UPDATE whose interval is too small; null to go on.</summary>
    public SipResponse? Refuse(SipRequest request) => options is null ? null : SessionTimer.Refuse(request, options);

    /// <summary>Asks for a timer in an INVITE or UPDATE of ours.</summary>
    public void Offer(TDialog dialog, SipRequest request)
    {
        if (options is not null) SessionTimer.Offer(request, dialog.Session.State, options);
    }

    /// <summary>Says in our 2xx to an INVITE or UPDATE what has become of its timer.</summary>
    public void Answer(TDialog dialog, SipRequest request, SipResponse response)
    {
        if (options is not null)
            dialog.Session = SessionMark.Of(SessionTimer.Answer(dialog.Session.State, request, response, Now, options));
    }

    /// <summary>Takes what the 2xx to our INVITE or UPDATE says.</summary>
    public void Answered(TDialog dialog, SipRequest request, SipResponse response)
    {
        if (options is not null)
            dialog.Session = SessionMark.Of(SessionTimer.Answered(dialog.Session.State, request, response, Now, options));
    }

    /// <summary>A larger interval is wanted by a 422 to our INVITE or UPDATE; false if asking again would not help.</summary>
    public bool TryLonger(TDialog dialog, SipRequest request, SipResponse response)
    {
        if (options is null || response.StatusCode != IntervalTooSmall) return false;
        if (SessionTimer.TooSmall(dialog.Session.State, request, response, Now) is not { } longer) return false;
        dialog.Session = SessionMark.Of(longer);
        return true;
    }

    /// <summary>A refresh failed with another status than 422; it is tried again, or the dialog ended.</summary>
    /// <param name="dialog">The dialog.</param>
    /// <param name="status">408 if nobody answered.</param>
    public void Failed(TDialog dialog, int status)
    {
        if (!dialog.Session.IsActive) return;
        if (SessionTimer.RefreshFailed(dialog.Session.State, status, Now) is { } waiting) dialog.Session = SessionMark.Of(waiting);
        else End(dialog);
    }

    /// <summary>Does what is due in these dialogs.</summary>
    public void Look(IEnumerable<TDialog> dialogs)
    {
        var now = Now;
        foreach (var dialog in dialogs)
        {
            if (dialog.Session.MayBeDue(now)) due.Add(dialog);
        }

        foreach (var dialog in due) Act(dialog, now);
        due.Clear();
    }

    private void Act(TDialog dialog, DateTimeOffset now)
    {
        var state = dialog.Session.State;
        if (SessionTimer.Next(state) is not { } next || next.At > now) return;
        if (next.Act == SessionAct.HangUp)
        {
            End(dialog);
            return;
        }

        // Should nobody say what became of it, it is tried once more, half way to the end.
        dialog.Session = SessionMark.Of(
            SessionTimer.RefreshFailed(SessionTimer.RefreshSent(state), ServerError, now) ?? SessionTimer.RefreshSent(state));
        refresh(dialog, state.RefreshMethod);
    }

    private void End(TDialog dialog)
    {
        dialog.Session = default;
        end(dialog);
    }
}
