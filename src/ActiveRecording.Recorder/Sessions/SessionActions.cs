using ActiveRecording.Archive.Spools;
using ActiveRecording.Domain.Recordings;
using ActiveRecording.Recorder.Signalling;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Recorder.Sessions;

/// <summary>What the recording decided about a session, done on the endpoint's strand.</summary>
internal sealed class SessionActions(RecorderContext context)
{
    private readonly DialogRequests dialogRequests = new(context);

    /// <summary>Opens the spools, then answers the INVITE.</summary>
    public void Accept(RecordingSession accepted)
    {
        if (context.Sessions.Find(accepted.Id) is not { IsAccepted: false } session) return;
        session.IsAccepted = true;
        if (!TryOpenSpools(session, accepted)) return;
        context.Log.SessionAccepted(
            session.RecordingId, session.Id, session.Streams.Count, session.Dialog.CallId);
        context.Meter.Accepted.Add(1);
        if (session.IsCancelled) context.End(session, SessionEnd.Cancelled, context.Now);
        else Answer(session);
    }

    /// <summary>Answers the INVITE with a refusal.</summary>
    public void Refuse(string sessionId, SessionRefusal reason)
    {
        if (context.Sessions.Find(sessionId) is not { } session) return;
        var refusal = reason == SessionRefusal.Complete
            ? new Refusal(403, "The recording is complete")
            : new Refusal(403, "The recording has too many sessions");
        if (session.Invite is { } invite)
        {
            context.Log.SessionRefused(
                session.Dialog.CallId, invite.Request.RequestUri.ToString(), refusal.Status, refusal.Reason);
            context.Meter.Refused.Add(1, new KeyValuePair<string, object?>("status", refusal.Status));
            context.Endpoint.Respond(
                invite.Transaction, RecorderAnswers.Refusal(invite.Request, session.Id, refusal));
        }

        context.Sessions.Discard(session);
    }

    /// <summary>Takes the change over and answers the re-INVITE.</summary>
    public void AcceptChange(RecordingSession changed, DateTimeOffset at)
    {
        if (context.Sessions.Find(changed.Id) is not { } session) return;
        if (session.Reoffer is { } reoffer)
        {
            (session.Dialog, session.Local) = (reoffer.Dialog, reoffer.Local);
            (session.Remote, session.Dns) = (reoffer.Remote, reoffer.Dns);
            session.Reoffer = null;
        }

        session.Apply();
        NoteActivity(session, changed, at);
        if (session.Invite is not null) Answer(session);
    }

    /// <summary>Answers the re-INVITE: the session is over.</summary>
    public void RefuseChange(string sessionId)
    {
        if (context.Sessions.Find(sessionId) is not { Invite: { } invite } session) return;
        session.Invite = null;
        session.Reoffer = null;
        context.Endpoint.Respond(invite.Transaction, invite.Request.CreateResponse(481));
    }

    /// <summary>Stops taking media.</summary>
    public void Close(RecordingSession ended)
    {
        if (context.Sessions.Find(ended.Id) is not { } session) return;
        session.Ending ??= ended.End!.Reason;
        context.Log.SessionEnded(session.RecordingId, session.Id, ended.End!.Reason);
        context.Sessions.Close(session);
    }

    /// <summary>Answers the BYE and forgets the dialog.</summary>
    public void ConfirmEnd(string sessionId)
    {
        if (context.Sessions.Find(sessionId) is not { } session) return;
        dialogRequests.Confirm(session);
        context.Sessions.Remove(session);
    }

    /// <summary>Says BYE, once, and forgets the dialog.</summary>
    public void HangUp(string sessionId)
    {
        if (context.Sessions.Find(sessionId) is not { } session) return;
        dialogRequests.Confirm(session);
        if (session.Invite is { } invite)
            context.Endpoint.Respond(
                invite.Transaction, invite.Request.CreateResponse(500, toTag: session.Id));
        else PeerRequest.Send(context, session, SipMethod.Bye, static _ => { }, EndReasons.Explain(session.Ending));
        context.Sessions.Remove(session);
    }

    private void Answer(LiveSession session)
    {
        if (session.Invite is not { } invite) return;
        session.Invite = null;
        session.AnsweredInvite = invite.Transaction;
        dialogRequests.Succeed(session, invite, session.Local);
    }

    /// <summary>
    /// Opens or continues the spools of a session; when the disk refuses, the session ends.
    /// </summary>
    public bool TryOpenSpools(LiveSession session, RecordingSession accepted)
    {
        try
        {
            foreach (var stream in session.Streams) OpenSpool(session, stream, accepted);
            NoteActivity(session, accepted, context.Now);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            SpoolFailed(session, exception);
            return false;
        }
    }

    private void OpenSpool(LiveSession session, LiveStream stream, RecordingSession accepted)
    {
        var line = accepted.Lines.First(line => line.Index == stream.Line);
        var description = new SpooledStream(
            session.RecordingId, session.Id, stream.Line, line.Dn, line.Channel,
            MediaNegotiation.Payloads(session.Local, stream.Line));
        var spool = context.Store.OpenSpool(
            description, context.Spooler,
            exception => context.Endpoint.Post(() => SpoolFailed(session, exception)));
        stream.Attach(spool, description);
    }

    private void SpoolFailed(LiveSession session, Exception exception)
    {
        if (session.IsEnding) return;
        context.Log.SpoolFailed(exception, session.RecordingId, session.Id);
        context.End(session, SessionEnd.StorageFailed, context.Now);
    }

    private static void NoteActivity(LiveSession session, RecordingSession told, DateTimeOffset at)
    {
        foreach (var line in told.Lines)
        {
            var stream = session.Streams.FirstOrDefault(stream => stream.Line == line.Index);
            if (stream is null || stream.IsActive == line.Active) continue;
            stream.IsActive = line.Active;
            stream.Sink.Spool?.Append(new SpooledActivity(at.UtcTicks, line.Active));
        }
    }
}
