using System.Net;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Rooms.Tests.SipServer;

/// <summary>A peer that says what a phone would not: requests made by hand, answers by script.</summary>
internal sealed class SipPeer : ISipUser, IClientTransactionUser
{
    public const string Sdp =
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0 8\r\n";

    private readonly SwitchWorld world;
    private readonly string number;
    private readonly List<SipResponse> responses = [];

    public SipPeer(SwitchWorld world, string number, int port)
    {
        (this.world, this.number) = (world, number);
        Address = new IPEndPoint(IPAddress.Loopback, port);
        Endpoint = new SipEndpoint(
            new() { Name = number, Udp = [Address] },
            world.Simulator.Network, world.Simulator.Scheduler, world.Simulator.Time, world.Simulator.Identifiers, this,
            NullLogger.Instance, world.Flow);
        Endpoint.Open();
    }

    public IPEndPoint Address { get; }

    public SipEndpoint Endpoint { get; }

    /// <summary>What it got, ACKs included.</summary>
    public List<SipRequest> Requests { get; } = [];

    /// <summary>Every response but 100, in order.</summary>
    public IEnumerable<SipResponse> Responses => responses.Where(r => r.StatusCode > 100);

    /// <summary>How it answers requests; the default is 200 without a body.</summary>
    public Func<SipRequest, SipResponse?> Answer { get; set; } = request => request.CreateResponse(200, toTag: "peer");

    /// <summary>A request outside of any dialog.</summary>
    public SipRequest Request(SipMethod method, string to, string? sdp = Sdp)
    {
        var self = SipUri.Create(number, "127.0.0.1", Address.Port);
        var target = SipUri.Create(to, "127.0.0.1", 5060);
        var request = NewRequest.Create(
            method, target, new NameAddress(self).WithTag(Endpoint.NewTag()), new NameAddress(target), Endpoint.NewCallId());
        request.Contact = new(self);
        if (method == SipMethod.Invite && sdp is not null) request.SetBody("application/sdp", System.Text.Encoding.UTF8.GetBytes(sdp));
        return request;
    }

    /// <summary>Sends and gives the final response.</summary>
    public SipResponse Send(SipRequest request)
    {
        responses.Clear();
        Post(request);
        Assert.True(world.Simulator.RunUntil(() => responses.Exists(r => r.IsFinal), TimeSpan.FromSeconds(40)));
        return responses.Find(r => r.IsFinal)!;
    }

    /// <summary>Sends without waiting.</summary>
    public ClientTransactionId Post(SipRequest request) => Endpoint.Send(request, new(SipTransport.Udp, SwitchWorld.SwitchAddress), this);

    /// <summary>Acknowledges a success.</summary>
    public DialogState Acknowledge(SipRequest invite, SipResponse success)
    {
        var dialog = Dialog.FromUac(invite, success);
        Endpoint.SendStateless(Dialog.CreateAck(dialog, invite.CSeq.Number), new(SipTransport.Udp, SwitchWorld.SwitchAddress));
        return dialog;
    }

    public void RequestReceived(ServerTransactionId transaction, SipRequest request, SipHop from)
    {
        Requests.Add(request);
        if (Answer(request) is not { } response) return;
        if (request.Method == SipMethod.Invite && response.IsSuccess)
        {
            response.Contact = new(SipUri.Create(number, "127.0.0.1", Address.Port));
            if (response.Body.IsEmpty) response.SetBody("application/sdp", System.Text.Encoding.UTF8.GetBytes(Sdp));
        }

        Endpoint.Respond(transaction, response);
    }

    public void Cancelled(ServerTransactionId inviteTransaction, SipRequest cancel)
    {
        Requests.Add(cancel);
        var invite = Requests.Last(r => r.Method == SipMethod.Invite && r.CallId == cancel.CallId);
        Endpoint.Respond(inviteTransaction, invite.CreateResponse(487, toTag: "peer"));
    }

    public void AckReceived(SipRequest ack, SipHop from) => Requests.Add(ack);

    public void AckMissing(ServerTransactionId inviteTransaction)
    {
    }

    public void ResponseReceived(ClientTransactionId transaction, SipResponse response) => responses.Add(response);

    public void TimedOut(ClientTransactionId transaction)
    {
    }

    public void TransportFailed(ClientTransactionId transaction, string reason)
    {
    }
}
