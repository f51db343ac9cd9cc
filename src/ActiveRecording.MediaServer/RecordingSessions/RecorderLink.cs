using ActiveRecording.Sdp;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Sessions;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.MediaServer.RecordingSessions;

/// <summary>
/// A recording session's dialog on this node's wire. Lives on the strand; what counts of it is in the
/// journal.
/// </summary>
internal sealed class RecorderLink(string sessionId, string callId, string localTag) : ITimedDialog
{
    private KeptDescription local;

    /// <summary>The name of the entity.</summary>
    public string SessionId => sessionId;

    /// <summary>Call-ID.</summary>
    public string CallId => callId;

    /// <summary>Our tag.</summary>
    public string LocalTag => localTag;

    /// <summary>Null before the recorder's 200.</summary>
    public DialogState? Dialog { get; set; }

    /// <summary>Our last description.</summary>
    public SessionDescription? Local
    {
        get => local.Description;
        set => local = new(value);
    }

    /// <inheritdoc/>
    public SessionMark Session { get; set; }

    /// <summary>Our INVITE that is not answered; null if none is.</summary>
    public ClientTransactionId? Invite { get; set; }

    /// <summary>The number of the INVITE whose 2xx was received last.</summary>
    public uint Accepted { get; set; }

    /// <summary>The number of the INVITE whose 2xx was acknowledged last.</summary>
    public uint Acknowledged { get; set; }

    /// <summary>The recorder's BYE, until it is answered.</summary>
    public (ServerTransactionId Transaction, SipRequest Request)? Bye { get; set; }
}
