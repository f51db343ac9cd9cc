using ActiveRecording.Domain.RecordingSessions;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.MediaServer.RecordingSessions;

/// <summary>The requests of a recording session as they go on the wire.</summary>
internal sealed class RecorderMessages(RoomContext context, RecorderRoute route)
{
    private const string User = "media-server";
    private const int MediaFailed = 500;
    private const string CallUuidHeader = "X-Genesys-CallUUID";

    /// <summary>The request that was decided: the first INVITE, or one within the dialog.</summary>
    /// <returns>Null when there is nothing to invite to any more.</returns>
    public SipRequest? Create(RecorderLink link, RecordingSessionState state, RecordingDialogEffect.Send send)
    {
        var request = link.Dialog is { } dialog ? Next(link, dialog, send.Request)
            : state is RecordingSessionState.Inviting inviting ? Invite(link, inviting.Session, send.Request.CSeq)
            : null;
        if (send.Offer is { } offer) request?.SetBody(SessionDescription.ContentType, offer.ToBytes());
        if (send.What is RecordingSessionEffect.SendBye bye && request is not null) Explain(request, bye);
        return request;
    }

    private static SipRequest Next(RecorderLink link, DialogState dialog, SentRequest sent)
    {
        (link.Dialog, var request) = Dialog.CreateRequest(
            dialog with { LocalCSeq = sent.CSeq - 1 }, new SipMethod(sent.Method));
        return request;
    }

    /// <summary>
    /// The end of the call is the end of the recording; without it, another session may follow.
    /// </summary>
    private static void Explain(SipRequest bye, RecordingSessionEffect.SendBye end)
    {
        bye.CallEnded = end.EndedAt;
        if (end.Failure is { } failure) bye.Reasons = [Reason.Sip(MediaFailed, failure)];
    }

    private SipRequest Invite(RecorderLink link, RecordingSession session, uint number)
    {
        var target = SipUri.Parse(session.RecorderUri);
        var contact = Contact();
        var request = NewRequest.Create(
            SipMethod.Invite, target, new NameAddress(contact.WithoutParameters()).WithTag(link.LocalTag),
            new NameAddress(target.WithoutParameters()), link.CallId, number, route.Routes);
        request.Contact = new NameAddress(contact);
        request.Headers.Add(HeaderNames.Allow, Capabilities.Methods);
        if (session.CallUuid.Length > 0) request.Headers.Add(CallUuidHeader, session.CallUuid);
        return request;
    }

    /// <summary>The room does not open with a route that leads nowhere.</summary>
    private SipUri Contact() => context.Endpoint.TryResolve(route.Next, out var hop)
        ? context.Endpoint.Contact(User, hop)
        : throw new InvalidOperationException($"{route.Next} leads nowhere");
}
