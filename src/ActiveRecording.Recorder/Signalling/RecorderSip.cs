using ActiveRecording.Domain.Recordings;
using ActiveRecording.Recorder.Sessions;
using ActiveRecording.Sdp;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Recorder.Signalling;

/// <summary>The recorder as a user agent server: sends each request where it belongs.</summary>
internal sealed class RecorderSip(RecorderContext context) : ISipUser
{
    private readonly Invitations invitations = new(context);
    private readonly DialogRequests dialogRequests = new(context);

    /// <inheritdoc/>
    public void RequestReceived(ServerTransactionId transaction, SipRequest request, SipHop from)
    {
        var unsupported = request.UnsupportedExtensions(RecorderAnswers.Extensions);
        if (unsupported.Count > 0)
            Respond(transaction, RecorderAnswers.BadExtension(request, NewTag(), unsupported));
        else if (request.To.Tag is not null) dialogRequests.Receive(transaction, request);
        else if (request.Method == SipMethod.Invite) invitations.Receive(transaction, request, from);
        else if (request.Method == SipMethod.Options) Respond(transaction, Options(request));
        else if (request.Method == SipMethod.Bye)
            Respond(transaction, request.CreateResponse(481, toTag: NewTag()));
        else Respond(transaction, RecorderAnswers.NotAllowed(request, NewTag()));
    }

    /// <inheritdoc/>
    public void Cancelled(ServerTransactionId inviteTransaction, SipRequest cancel)
    {
        if (context.Sessions.FindWaiting(inviteTransaction) is not { Invite: { } waiting } session) return;
        Respond(inviteTransaction, waiting.Request.CreateResponse(487, toTag: session.Id));
        session.Invite = null;
        session.Reoffer = null;
        session.IsCancelled = !session.IsAccepted;
    }

    /// <inheritdoc/>
    public void AckReceived(SipRequest ack, SipHop from)
    {
        if (context.Sessions.Find(Dialog.IdOf(ack)) is not { AwaitsAnswer: true } session) return;
        session.AwaitsAnswer = false;
        if (SessionDescription.TryParse(ack.Body.Span, out var answer) && MediaNegotiation.HasSound(answer))
            Answered(session, answer);
        else context.End(session, SessionEnd.NotAcknowledged, context.Now);
    }

    /// <inheritdoc/>
    public void AckMissing(ServerTransactionId inviteTransaction)
    {
        if (context.Sessions.FindAnswered(inviteTransaction) is { } session)
            context.End(session, SessionEnd.NotAcknowledged, session.LastMedia ?? context.Now);
    }

    /// <summary>
    /// A delayed offer is answered: the numbers of the codecs are known, and where media comes from.
    /// </summary>
    private void Answered(LiveSession session, SessionDescription answer)
    {
        session.Remote = answer;
        foreach (var refused in session.TakeRefused(answer))
            context.Sessions.Close(session.RecordingId, refused);
        session.Apply();
        context.TellSurely(
            session.RecordingId, session.Change(answer, session.Dns, session.Continuation, context.Now));
    }

    private SipResponse Options(SipRequest request) => invitations.Obstacle() is { } obstacle
        ? RecorderAnswers.Refusal(request, NewTag(), obstacle)
        : RecorderAnswers.Capabilities(request, NewTag());

    private string NewTag() => context.Endpoint.NewTag();

    private void Respond(ServerTransactionId transaction, SipResponse response) =>
        context.Endpoint.Respond(transaction, response);
}
