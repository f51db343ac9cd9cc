using ActiveRecording.Sdp;
using ActiveRecording.Sip.Dialogs;

namespace ActiveRecording.Sip.Sessions;

/// <summary>A dialog with a session timer (RFC 4028).</summary>
public interface ITimedDialog
{
    /// <summary>Its timer; kept by <see cref="SessionKeeper{TDialog}"/>.</summary>
    SessionMark Session { get; set; }
}

/// <summary>A dialog with a session timer that its room refreshes by itself; see <see cref="SessionRefresh{TDialog}"/>.</summary>
public interface IRefreshedDialog : ITimedDialog
{
    /// <summary>The dialog.</summary>
    DialogState Dialog { get; set; }

    /// <summary>Our last description; a re-INVITE repeats it with its version (RFC 4028 §7.4).</summary>
    SessionDescription? Local { get; }

    /// <summary>Whether a re-INVITE of ours is under way: one of the peer gets 491 (RFC 3261 §14.2).</summary>
    bool IsReinviting { get; set; }
}
