using ActiveRecording.Domain.RecordingSessions;
using ActiveRecording.MediaServer.Recording;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.MediaServer.RecordingSessions;

/// <summary>Requests of a recorder within its dialog.</summary>
internal sealed class RecorderRequests(RoomContext context, RecorderDialogs recorders, IRecordedMedia media)
{
    /// <summary>Carries out a request; its response, or null if that waits for the journal.</summary>
    public SipResponse? Answer(ServerTransactionId transaction, RecorderLink link, SipRequest request)
    {
        var dialog = link.Dialog!;
        if (Dialog.SequenceOf(dialog, request) != DialogSequence.InSequence)
            return request.CreateResponse(500, "CSeq Out Of Order");
        link.Dialog = Dialog.OnRequest(dialog, request);
        if (request.Method == SipMethod.Invite || request.Method == SipMethod.Update)
            return Renegotiate(link, request);
        if (request.Method == SipMethod.Options) return Capabilities.Answer(request);
        if (request.Method == SipMethod.Info && request.Body.IsEmpty) return request.CreateResponse(200);
        if (request.Method != SipMethod.Bye) return Capabilities.NotAllowed(request);
        link.Bye = (transaction, request);
        recorders.Tell(link.SessionId, new RecordingSessionCommand.Leave(context.Time.GetUtcNow()));
        return null;
    }

    /// <summary>A recorder that moves or refreshes its session; what it is sent stays as it is.</summary>
    private SipResponse Renegotiate(RecorderLink link, SipRequest invite)
    {
        if (recorders.Sessions.Refuse(invite) is { } tooShort) return tooShort;
        if (invite.Method == SipMethod.Update && invite.Body.IsEmpty) return Success(link, invite);
        if (link.Invite is not null) return invite.CreateResponse(491);
        if (link.Local is not { } local) return invite.CreateResponse(488);
        if (!invite.Body.IsEmpty)
        {
            if (!SessionDescription.TryParse(invite.Body.Span, out var offer))
                return invite.CreateResponse(400, "Malformed Session Description");
            if (offer.Media.Count != local.Media.Count) return invite.CreateResponse(488);
            media.Direct(link.SessionId, offer);
        }

        var response = Success(link, invite);
        response.SetBody(SessionDescription.ContentType, local.ToBytes());
        return response;
    }

    private SipResponse Success(RecorderLink link, SipRequest request)
    {
        var response = request.CreateResponse(200);
        response.Contact = new NameAddress(SipUri.Parse(link.Dialog!.LocalTarget));
        recorders.Sessions.Answer(link, request, response);
        return response;
    }
}
