using ActiveRecording.Domain.RecordingSessions;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.MediaServer.RecordingSessions;

/// <summary>The requests of a recording session as they go on the wire, still without body.</summary>
internal sealed class RecorderMessages(RoomContext context, RecorderRoute route)
{
    private const string User = "media-server";
    private const string CallUuidHeader = "X-Genesys-CallUUID";

    /// <summary>The request that was decided: the first INVITE, or one within the dialog.</summary>
    /// <returns>Null when there is nothing to invite to any more.</returns>
    public SipRequest? Create(RecorderLink link, RecordingSessionState state, SentRequest sent)
    {
        if (link.Dialog is null) return state is RecordingSessionState.Inviting inviting ? Invite(link, inviting.Session) : null;
        var (next, request) = Dialog.CreateRequest(link.Dialog with { LocalCSeq = sent.CSeq - 1 }, new SipMethod(sent.Method));
        link.Dialog = next;
        return request;
    }

    private SipRequest Invite(RecorderLink link, RecordingSession session)
    {
        var target = SipUri.Parse(session.RecorderUri);
        var contact = Contact();
        var request = NewRequest.Create(
            SipMethod.Invite, target, new NameAddress(contact.WithoutParameters()).WithTag(link.LocalTag),
            new NameAddress(target.WithoutParameters()), link.CallId, routes: route.Routes);
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
