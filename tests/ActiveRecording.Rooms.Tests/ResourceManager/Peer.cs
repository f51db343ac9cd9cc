using System.Net;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;
using ActiveRecording.Simulation;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Rooms.Tests.ResourceManager;

/// <summary>A user agent beside the proxy: SIP Server, Media Server or recorder.</summary>
internal sealed class Peer : ISipUser, IClientTransactionUser, IDisposable
{
    private readonly List<string> told = [];

    public Peer(Simulator simulator, int port, SipTransport transport = SipTransport.Udp)
    {
        var address = new IPEndPoint(IPAddress.Loopback, port);
        var options = new SipEndpointOptions
        {
            Name = $"peer-{port}",
            Udp = transport == SipTransport.Udp ? [address] : [],
            Tcp = transport == SipTransport.Tcp ? [address] : [],
        };
        Endpoint = new(options, simulator.Network, simulator.Scheduler, simulator.Time, simulator.Identifiers, this, NullLogger.Instance);
        Endpoint.Open();
    }

    public SipEndpoint Endpoint { get; }

    /// <summary>Methods and statuses in the order they came, 100 left out.</summary>
    public string Told => string.Join(' ', told);

    public List<SipRequest> Requests { get; } = [];

    public List<SipResponse> Responses { get; } = [];

    /// <summary>The dialog of the last INVITE that was answered with 2xx, on either side.</summary>
    public DialogState? Dialog { get; private set; }

    /// <summary>The status each request is answered with, 0 for none; INVITE gets 200.</summary>
    public Func<SipRequest, int> Answers { get; set; } = _ => 200;

    public ServerTransactionId LastTransaction { get; private set; }

    public SipHop LastHop { get; private set; } = null!;

    /// <summary>An INVITE to the proxy.</summary>
    public (ClientTransactionId Id, SipRequest Request) Invite(string uri, SipHop proxy, Action<SipRequest>? change = null)
    {
        var target = SipUri.Parse(uri);
        var from = new NameAddress(SipUri.Parse("sip:1001@127.0.0.1")).WithTag(Endpoint.NewTag());
        var invite = NewRequest.Create(SipMethod.Invite, target, from, new(target), Endpoint.NewCallId());
        invite.Contact = new(Endpoint.Contact("server", proxy));
        change?.Invoke(invite);
        return (Endpoint.Send(invite, proxy, this), invite);
    }

    /// <summary>A request within <see cref="Dialog"/>.</summary>
    public SipRequest SendInDialog(SipMethod method)
    {
        (Dialog, var request) = Sip.Dialogs.Dialog.CreateRequest(Dialog!, method);
        Assert.True(Endpoint.TryResolve(Dialog, out var hop));
        Endpoint.Send(request, hop, this);
        return request;
    }

    public void Respond(int status)
    {
        var request = Requests.Last(request => request.Method == SipMethod.Invite);
        var response = request.CreateResponse(status, toTag: $"tag-{Endpoint.Udp.Concat(Endpoint.Tcp).First().Port}");
        response.Contact = new(Endpoint.Contact("peer", LastHop));
        if (status is > 100 and < 300) Dialog = Sip.Dialogs.Dialog.FromUas(request, response.To.Tag!, response.Contact.Uri);
        Endpoint.Respond(LastTransaction, response);
    }

    void ISipUser.RequestReceived(ServerTransactionId transaction, SipRequest request, SipHop from)
    {
        told.Add(request.Method.Name);
        Requests.Add(request);
        (LastTransaction, LastHop) = (transaction, from);
        var status = Answers(request);
        if (status == 0) return;
        if (request.Method == SipMethod.Invite) Respond(status);
        else Endpoint.Respond(transaction, request.CreateResponse(status, toTag: "other"));
    }

    void ISipUser.Cancelled(ServerTransactionId inviteTransaction, SipRequest cancel)
    {
        told.Add("CANCEL");
        Respond(487);
    }

    void ISipUser.AckReceived(SipRequest ack, SipHop from)
    {
        told.Add("ACK");
        Requests.Add(ack);
    }

    void ISipUser.AckMissing(ServerTransactionId inviteTransaction) => told.Add("ack-missing");

    void IClientTransactionUser.ResponseReceived(ClientTransactionId transaction, SipResponse response)
    {
        if (response.StatusCode == 100) return;
        told.Add($"{response.StatusCode}");
        Responses.Add(response);
        if (!response.IsSuccess || response.CSeq.Method != SipMethod.Invite) return;
        var invite = new SipRequest(SipMethod.Invite, response.Contact!.Uri) { From = response.From, To = response.To, CallId = response.CallId, CSeq = response.CSeq };
        Dialog = Sip.Dialogs.Dialog.FromUac(invite, response);
        Assert.True(Endpoint.TryResolve(Dialog, out var hop));
        Endpoint.SendStateless(Sip.Dialogs.Dialog.CreateAck(Dialog, response.CSeq.Number), hop);
    }

    void IClientTransactionUser.TimedOut(ClientTransactionId transaction) => told.Add("timeout");

    void IClientTransactionUser.TransportFailed(ClientTransactionId transaction, string reason) => told.Add("failed");

    public void Dispose() => Endpoint.Dispose();
}
