using ActiveRecording.Domain.RecordingSessions;
using ActiveRecording.EventSourcing;
using ActiveRecording.Sip.Dialogs;

namespace ActiveRecording.MediaServer.RecordingSessions;

/// <summary>
/// The dialog with a recorder as it is journalled: all that is needed to repeat a request or to send the next
/// one.
/// </summary>
/// <param name="CallId">Call-ID.</param>
/// <param name="LocalTag">Our tag.</param>
/// <param name="Last">Our last request but ACK and CANCEL.</param>
/// <param name="State">Null before the recorder's 200.</param>
public sealed record RecorderDialog(string CallId, string LocalTag, SentRequest Last, DialogState? State);

/// <summary>What makes a request the same request (RFC 3261 §17.1.3).</summary>
/// <param name="Method">Its method.</param>
/// <param name="CSeq">Its number.</param>
/// <param name="Branch">Of our Via.</param>
public sealed record SentRequest(string Method, uint CSeq, string Branch);

/// <summary>A request to the recorder was decided and is sent.</summary>
[JournalName("recorder-request-sent", version: 1)]
public sealed record RecorderRequestSent(
    DateTimeOffset At, string CallId, string LocalTag, SentRequest Request);

/// <summary>The dialog with the recorder was made, or the recorder moved it.</summary>
[JournalName("recorder-dialog-changed", version: 1)]
public sealed record RecorderDialogChanged(DateTimeOffset At, DialogState Dialog);

/// <summary>A recording session together with its dialog: one entity, one stream.</summary>
public sealed record RecordingDialogState(RecordingSessionState Session, RecorderDialog? Dialog);

/// <summary>A command to the session, with what the room drew or received for the dialog.</summary>
/// <param name="Session">The command.</param>
/// <param name="Branch">For the request that the decision may send.</param>
/// <param name="Dialog">The dialog as it is after what was received; null before the recorder's 200.</param>
/// <param name="CallId">For the first INVITE.</param>
/// <param name="LocalTag">For the first INVITE.</param>
public sealed record RecordingDialogCommand(
    RecordingSessionCommand Session, string Branch, DialogState? Dialog, string CallId, string LocalTag);
