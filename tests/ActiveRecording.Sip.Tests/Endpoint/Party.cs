using System.Net;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;
using ActiveRecording.Simulation;

namespace ActiveRecording.Sip.Tests.Endpoint;

/// <summary>A user above an endpoint that notes what it is told and answers as its test says.</summary>
internal sealed class Party : ISipUser, IClientTransactionUser, IDisposable
{
    private readonly List<string> told = [];
    private uint number;

    public Party(Simulator simulator, SipEndpointOptions options, ISipTrace? trace = null)
    {
        Endpoint = new(
            options, simulator.Network, simulator.Scheduler, simulator.Time, simulator.Identifiers, this, Log, trace);
        Endpoint.Open();
    }

    public SipEndpoint Endpoint { get; }

    public Lines Log { get; } = new();

    /// <summary>One word for each call, in order, as it came: <c>INVITE</c>, <c>180</c>, <c>timeout</c> …</summary>
    public string Told => string.Join(' ', told);

    public List<(ServerTransactionId Id, SipRequest Request, SipHop From)> Requests { get; } = [];

    public List<SipResponse> Responses { get; } = [];

    public List<SipRequest> Acks { get; } = [];

    public List<string> Failures { get; } = [];

    /// <summary>What is done with a request; nothing by default.</summary>
    public Action<ServerTransactionId, SipRequest>? OnRequest { get; set; }

    /// <summary>Whether the first 2xx to an INVITE is acknowledged.</summary>
    public bool Acknowledges { get; set; } = true;

    public SipHop Hop(SipTransport transport = SipTransport.Udp) =>
        new(transport, transport == SipTransport.Udp ? Endpoint.Udp[0] : Endpoint.Tcp[0]);

    /// <summary>A request to another party, outside any dialog.</summary>
    public SipRequest Request(SipMethod method, Party to)
    {
        var peer = SipUri.Create("peer", to.Endpoint.Udp.Concat(to.Endpoint.Tcp).First().Address.ToString());
        var request = NewRequest.Create(
            method, peer, new NameAddress(SipUri.Parse("sip:me@127.0.0.1")).WithTag(Endpoint.NewTag()), new(peer),
            Endpoint.NewCallId(), ++number);
        request.Contact = new(Endpoint.Contact("me", to.Endpoint.Udp.Count > 0 ? to.Hop() : to.Hop(SipTransport.Tcp)));
        return request;
    }

    public ClientTransactionId Send(SipMethod method, Party to, SipTransport transport = SipTransport.Udp) =>
        Endpoint.Send(Request(method, to), to.Hop(transport), this);

    /// <summary>Answers the last request.</summary>
    public void Answer(int status, Action<SipResponse>? change = null)
    {
        var (id, request, from) = Requests[^1];
        var response = request.CreateResponse(status, toTag: "party");
        response.Contact = new(Endpoint.Contact("party", from));
        change?.Invoke(response);
        Endpoint.Respond(id, response);
    }

    public void RequestReceived(ServerTransactionId transaction, SipRequest request, SipHop from)
    {
        told.Add(request.Method.Name);
        Requests.Add((transaction, request, from));
        OnRequest?.Invoke(transaction, request);
    }

    public void Cancelled(ServerTransactionId inviteTransaction, SipRequest cancel)
    {
        told.Add("CANCEL");
        Answer(487);
    }

    public void AckReceived(SipRequest ack, SipHop from)
    {
        told.Add("ACK");
        Acks.Add(ack);
    }

    public void PrackMissing(ServerTransactionId inviteTransaction) => told.Add("prack-missing");

    public void AckMissing(ServerTransactionId inviteTransaction) => told.Add("ack-missing");

    public void ResponseReceived(ClientTransactionId transaction, SipResponse response)
    {
        told.Add($"{response.StatusCode}");
        Responses.Add(response);
        if (!Acknowledges || response.CSeq.Method != SipMethod.Invite) return;
        if (response.IsReliable) SendPrack(response);
        if (!response.IsSuccess) return;
        var ack = Dialog.CreateAck(DialogOf(response), response.CSeq.Number);
        Assert.True(Endpoint.TryResolve(ack, out var hop));
        Endpoint.SendStateless(ack, hop);
    }

    public void SendPrack(SipResponse response, Action<SipRequest>? change = null)
    {
        var (_, prack) = Prack.Create(DialogOf(response), response);
        change?.Invoke(prack);
        Assert.True(Endpoint.TryResolve(prack, out var hop));
        Endpoint.Send(prack, hop, this);
    }

    public void TimedOut(ClientTransactionId transaction) => told.Add("timeout");

    public void TransportFailed(ClientTransactionId transaction, string reason)
    {
        told.Add("failed");
        Failures.Add(reason);
    }

    public void Dispose() => Endpoint.Dispose();

    private static DialogState DialogOf(SipResponse response)
    {
        var sent = NewRequest.Create(SipMethod.Invite, response.Contact!.Uri, response.From, response.To, response.CallId, response.CSeq.Number);
        return Dialog.FromUac(sent, response);
    }

    public static SipEndpointOptions Listening(int port, bool tcp = false) => new()
    {
        Name = $"party-{port}",
        Udp = tcp ? [] : [new(IPAddress.Loopback, port)],
        Tcp = tcp ? [new(IPAddress.Loopback, port)] : [],
    };
}
