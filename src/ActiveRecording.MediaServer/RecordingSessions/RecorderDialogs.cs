using ActiveRecording.Domain.RecordingSessions;
using ActiveRecording.MediaServer.Recording;
using ActiveRecording.Sdp;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Sessions;

namespace ActiveRecording.MediaServer.RecordingSessions;

/// <summary>
/// The user agent client towards recorders: carries out what recording sessions decide and tells them what
/// recorders say. Everything here happens on the strand.
/// </summary>
internal sealed class RecorderDialogs(
    RoomContext context, RecorderMessages messages, Func<IRecordedMedia> media,
    Func<string, RecordingDialogCommand, bool> tell, Action emptied)
{
    private readonly Dictionary<string, RecorderLink> links = new(StringComparer.Ordinal);
    private SessionKeeper<RecorderLink>? sessions;

    /// <summary>
    /// Session timers (RFC 4028): a recorder that no longer answers, or does not refresh, loses the session.
    /// </summary>
    public SessionKeeper<RecorderLink> Sessions => sessions ??= new(
        context.Time, context.Options.SessionTimer, Refresh,
        link => Tell(link.SessionId, new RecordingSessionCommand.LoseRecorder(
            Now, "The recorder did not keep the session alive")));

    /// <summary>Dialogs not over.</summary>
    public int Count => links.Count;

    private IRecordedMedia Media => media();

    private DateTimeOffset Now => context.Time.GetUtcNow();

    /// <summary>The dialog of a received request; null if it is none of ours.</summary>
    public RecorderLink? Find(SipMessage received) =>
        links.Values.FirstOrDefault(
            link => link.CallId == received.CallId && link.Dialog?.Id == Dialog.IdOf(received));

    /// <summary>Tells a recording session a command.</summary>
    public void Tell(string sessionId, RecordingSessionCommand command)
    {
        var begins = command is RecordingSessionCommand.Begin;
        var endpoint = context.Endpoint;
        var told = new RecordingDialogCommand(
            command, endpoint.NewBranch(), links.GetValueOrDefault(sessionId)?.Dialog,
            begins ? endpoint.NewCallId() : "", begins ? endpoint.NewTag() : "");
        if (tell(sessionId, told)) return;
        context.Log.SessionUnreachable(sessionId, command.GetType().Name);
        if (begins) Media.ReportFailure(sessionId, "The Media Server is overloaded");
        if (begins || command is RecordingSessionCommand.End) Media.Release(sessionId);
    }

    /// <summary>A request of the session goes out, maybe for the second time after a restart.</summary>
    public void Send(string sessionId, RecordingDialogState state, RecordingDialogEffect.Send send)
    {
        if (LinkOf(sessionId, state) is not { } link) return;
        link.Local = send.Offer ?? link.Local;
        if (messages.Create(link, state.Session, send) is not { } request) return;
        if (request.Method != SipMethod.Bye) Sessions.Offer(link, request);
        IClientTransactionUser transaction = new RecorderTransaction(this, link, request);
        if (!context.Endpoint.TryResolve(request, out var hop))
        {
            transaction.TransportFailed(default, $"No way to {request.RequestUri}");
            return;
        }

        var id = context.Endpoint.Send(request, hop, transaction, send.Request.Branch);
        if (request.Method == SipMethod.Invite) link.Invite = id;
    }

    /// <summary>Anything else of the session.</summary>
    public void Do(string sessionId, RecordingDialogState state, RecordingSessionEffect effect)
    {
        var link = LinkOf(sessionId, state);
        switch (effect)
        {
            case RecordingSessionEffect.Acknowledge when link?.Dialog is not null: Acknowledge(link); break;
            case RecordingSessionEffect.CancelInvite when link?.Invite is { } invite:
                context.Endpoint.Cancel(invite);
                break;
            case RecordingSessionEffect.AnswerBye when link?.Bye is { } bye:
                context.Endpoint.Respond(bye.Transaction, bye.Request.CreateResponse(200));
                Remove(link);
                break;
            case RecordingSessionEffect.DirectMedia direct: Media.Direct(sessionId, direct.Answer); break;
            case RecordingSessionEffect.ReleaseMedia: Media.Release(sessionId); break;
            case RecordingSessionEffect.ReportFailure report:
                Media.ReportFailure(sessionId, report.Reason);
                break;
            case RecordingSessionEffect.VerifyMedia when !Media.Has(sessionId):
                Tell(sessionId, new RecordingSessionCommand.LoseMedia(Now));
                break;
            case RecordingSessionEffect.Disregard what:
                context.Log.Disregarded(sessionId, what.Command, what.State);
                break;
        }
    }

    /// <summary>A 2xx to our INVITE, each time it comes.</summary>
    public void Accepted(RecorderLink link, SipRequest request, SipResponse response)
    {
        var number = request.CSeq.Number;
        if (link.Dialog is { } known && known.RemoteTag != response.To.Tag)
        {
            Decline(request, response);
            return;
        }

        if (link.Accepted == number)
        {
            if (link.Acknowledged == number) Acknowledge(link);
            return;
        }

        link.Dialog = link.Dialog is null
            ? Dialog.FromUac(request, response)
            : Dialog.OnResponse(link.Dialog, response);
        Sessions.Answered(link, request, response);
        link.Accepted = number;
        link.Invite = null;
        links.TryAdd(link.SessionId, link);
        var answer = SessionDescription.TryParse(response.Body.Span, out var read) ? read : null;
        Tell(link.SessionId, new RecordingSessionCommand.Accept(Now, answer));
    }

    /// <summary>Our UPDATE is answered; not by 422.</summary>
    public void Updated(RecorderLink link, SipRequest request, SipResponse response)
    {
        if (!response.IsSuccess)
        {
            Sessions.Failed(link, response.StatusCode);
            return;
        }

        if (link.Dialog is not { } dialog) return;
        link.Dialog = Dialog.OnResponse(dialog, response);
        Sessions.Answered(link, request, response);
    }

    /// <summary>The recorder wants a longer interval than asked for; a refresh is due again by itself.</summary>
    public void AskLonger(RecorderLink link, SipRequest request)
    {
        if (request.To.Tag is null) Tell(link.SessionId, new RecordingSessionCommand.AskAgain(Now));
        else if (request.Method == SipMethod.Invite) Refused(link, 422, "Session Interval Too Small");
    }

    /// <summary>Does what is due for session timers.</summary>
    public void Look() => Sessions.Look(links.Values);

    /// <summary>Our INVITE failed.</summary>
    public void Refused(RecorderLink link, int status, string reason)
    {
        link.Invite = null;
        if (link.Dialog is null) Remove(link);
        Tell(link.SessionId, new RecordingSessionCommand.Refuse(Now, status, reason));
    }

    /// <summary>Our BYE was answered or given up.</summary>
    public void Closed(RecorderLink link)
    {
        Remove(link);
        Tell(link.SessionId, new RecordingSessionCommand.Close(Now));
    }

    private void Refresh(RecorderLink link, SipMethod method) =>
        Tell(link.SessionId, new RecordingSessionCommand.Refresh(Now, ByOffer: method == SipMethod.Invite));

    private void Acknowledge(RecorderLink link)
    {
        link.Acknowledged = link.Accepted;
        var ack = Dialog.CreateAck(link.Dialog!, link.Accepted);
        if (context.Endpoint.TryResolve(ack, out var hop)) context.Endpoint.SendStateless(ack, hop);
    }

    /// <summary>A proxy forked and a second recorder accepted: it is hung up (RFC 3261 §13.2.2.4).</summary>
    private void Decline(SipRequest request, SipResponse response)
    {
        var fork = Dialog.FromUac(request, response);
        var ack = Dialog.CreateAck(fork, request.CSeq.Number);
        if (!context.Endpoint.TryResolve(ack, out var hop)) return;
        context.Endpoint.SendStateless(ack, hop);
        context.Endpoint.Send(Dialog.CreateRequest(fork, SipMethod.Bye).Request, hop, Unheard.Instance);
    }

    private RecorderLink? LinkOf(string sessionId, RecordingDialogState state)
    {
        if (links.TryGetValue(sessionId, out var link)) return link;
        if (state.Dialog is not { } dialog) return null;
        link = new RecorderLink(sessionId, dialog.CallId, dialog.LocalTag) { Dialog = dialog.State };
        if (!RecordingSessionDecider.IsEnded(state.Session)) links.Add(sessionId, link);
        return link;
    }

    private void Remove(RecorderLink link)
    {
        if (links.Remove(link.SessionId) && links.Count == 0) emptied();
    }
}
