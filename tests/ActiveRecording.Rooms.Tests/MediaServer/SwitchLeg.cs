using ActiveRecording.Sdp;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Msml;

namespace ActiveRecording.Rooms.Tests.MediaServer;

/// <summary>SIP Server's side of one party's dialog with the Media Server.</summary>
internal sealed class SwitchLeg(Agent agent, string conferenceId, string dn, string parameters = "")
{
    public DialogState Dialog { get; private set; } = null!;

    /// <summary>The Media Server's last description.</summary>
    public SessionDescription Media { get; private set; } = null!;

    public string ConnectionId => $"conn:{Dialog.RemoteTag}";

    public SipResponse LastResponse { get; private set; } = null!;

    public SipRequest CreateInvite(SessionDescription? offer)
    {
        var target = SipUri.Parse($"sip:msml={conferenceId}@127.0.0.1:5260;dn={dn};record{parameters}");
        var from = new NameAddress(SipUri.Parse($"sip:{dn}@127.0.0.1:5060")).WithTag(agent.Endpoint.NewTag());
        var invite = NewRequest.Create(SipMethod.Invite, target, from, new(target), agent.Endpoint.NewCallId());
        invite.Contact = new(SipUri.Parse("sip:switch@127.0.0.1:5060"));
        if (offer is not null) invite.SetBody(SessionDescription.ContentType, offer.ToBytes());
        return invite;
    }

    public SwitchLeg Invite(SessionDescription? offer, SessionDescription? answer = null)
    {
        var invite = CreateInvite(offer);
        LastResponse = agent.Ask(invite);
        Assert.Equal(200, LastResponse.StatusCode);
        Dialog = Sip.Dialogs.Dialog.FromUac(invite, LastResponse);
        Accept(answer);
        return this;
    }

    public SipResponse Reinvite(SessionDescription? offer, SessionDescription? answer = null)
    {
        var request = Create(SipMethod.Invite);
        if (offer is not null) request.SetBody(SessionDescription.ContentType, offer.ToBytes());
        LastResponse = agent.Ask(request);
        if (LastResponse.IsSuccess) Accept(answer);
        return LastResponse;
    }

    public MsmlBody Execute(MsmlBody body, string contentType = MsmlBody.RadisysContentType)
    {
        var info = Create(SipMethod.Info);
        info.SetBody(contentType, body.ToBytes());
        LastResponse = agent.Ask(info);
        Assert.True(LastResponse.ContentType!.Is(contentType));
        Assert.True(MsmlParser.TryParse(LastResponse.Body, out var result, out _));
        return result;
    }

    public SipResponse Bye(DateTimeOffset? endedAt = null)
    {
        var bye = Create(SipMethod.Bye);
        bye.CallEnded = endedAt;
        return LastResponse = agent.Ask(bye);
    }

    public SipRequest Create(SipMethod method)
    {
        (Dialog, var request) = Sip.Dialogs.Dialog.CreateRequest(Dialog, method);
        return request;
    }

    private void Accept(SessionDescription? answer)
    {
        Assert.True(SessionDescription.TryParse(LastResponse.Body.Span, out var media));
        Media = media;
        agent.Acknowledge(Dialog, LastResponse.CSeq.Number, ack =>
        {
            if (answer is not null) ack.SetBody(SessionDescription.ContentType, answer.ToBytes());
        });
    }
}
