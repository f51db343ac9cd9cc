using System.Net;
using System.Text;
using ActiveRecording.Sdp;
using ActiveRecording.Simulation;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>
/// A party that says what a phone would not: every request and answer is the test's. One call at a time; its media is an
/// address and nothing more.
/// </summary>
internal sealed class HandPeer : ISipUser, IClientTransactionUser
{
    private static readonly SipHop Switch = new(SipTransport.Udp, IPEndPoint.Parse("127.0.0.1:5060"));
    private readonly Simulator simulator;
    private readonly SipUri self;
    private readonly List<(ServerTransactionId Transaction, SipRequest Request)> requests = [];
    private readonly List<SipResponse> responses = [];
    private readonly Dictionary<ClientTransactionId, SipRequest> sent = [];
    private readonly int mediaPort;
    private ulong edition;

    public HandPeer(Simulator simulator, ISipTrace flow, string name, string number, IPEndPoint address, bool tcp = false)
    {
        this.simulator = simulator;
        Number = number;
        self = SipUri.Create(number, "127.0.0.1", address.Port);
        mediaPort = 40_000 + (address.Port % 100) * 2;
        Answer = Accept;
        Endpoint = new SipEndpoint(
            new() { Name = name, Udp = [address], Tcp = tcp ? [address] : [] },
            simulator.Network, simulator.Scheduler, simulator.Time, simulator.Identifiers, this, NullLogger.Instance, flow);
        Endpoint.Open();
    }

    /// <summary>Its DN.</summary>
    public string Number { get; }

    public SipEndpoint Endpoint { get; }

    /// <summary>How it answers requests; null does not. By default 200, to INVITE with an answer that takes all.</summary>
    public Func<SipRequest, SipResponse?> Answer { get; set; }

    /// <summary>Whether it acknowledges successes at once.</summary>
    public bool Acknowledges { get; set; } = true;

    /// <summary>Its dialog, once there is one.</summary>
    public DialogState? State { get; set; }

    /// <summary>What it was asked, CANCEL and ACK included.</summary>
    public IReadOnlyList<SipRequest> Requests => [.. requests.Select(r => r.Request)];

    /// <summary>What it was answered, in order, 100 left out.</summary>
    public IReadOnlyList<SipResponse> Responses => [.. responses.Where(r => r.StatusCode > 100)];

    /// <summary>The last request of a method.</summary>
    public SipRequest Last(SipMethod method) => requests.FindLast(r => r.Request.Method == method).Request
        ?? throw new InvalidOperationException($"No {method} came.");

    /// <summary>A description of its one stream; each is a new edition.</summary>
    public SessionDescription Sdp(Direction direction = Direction.SendRecv, params IReadOnlyList<PayloadFormat> formats)
    {
        var address = ConnectionAddress.From(IPAddress.Loopback);
        var payloads = formats.Count > 0 ? formats : [PayloadFormat.Pcmu, PayloadFormat.Pcma, PayloadFormat.TelephoneEvent];
        return SessionDescription.Create(
            Origin.Create(1, ++edition, address), address, MediaDescription.Create("audio", mediaPort, payloads, direction));
    }

    /// <summary>An INVITE to a number of the switch; without a body if <paramref name="sdp"/> is null.</summary>
    public SipRequest Invite(string number, SessionDescription? sdp)
    {
        var target = SipUri.Create(number, "127.0.0.1", 5060);
        var invite = NewRequest.Create(
            SipMethod.Invite, target, new NameAddress(self).WithTag(Endpoint.NewTag()), new NameAddress(target), Endpoint.NewCallId());
        invite.Contact = new(self);
        return With(invite, sdp);
    }

    /// <summary>The next request of its dialog.</summary>
    public SipRequest Next(SipMethod method, SessionDescription? sdp = null)
    {
        (State, var request) = Dialog.CreateRequest(State!, method);
        return With(request, sdp);
    }

    /// <summary>A request of its dialog with a body that is no description.</summary>
    public SipRequest Next(SipMethod method, string contentType, string body)
    {
        var request = Next(method);
        request.SetBody(contentType, Encoding.UTF8.GetBytes(body));
        return request;
    }

    /// <summary>Sends without waiting.</summary>
    public ClientTransactionId Post(SipRequest request)
    {
        var transaction = Endpoint.Send(request, Switch, this);
        sent[transaction] = request;
        return transaction;
    }

    /// <summary>Sends and waits for the final response.</summary>
    public SipResponse Send(SipRequest request)
    {
        responses.Clear();
        Post(request);
        Assert.True(simulator.RunUntil(() => responses.Exists(r => r.IsFinal && r.CSeq.Method == request.Method), TimeSpan.FromSeconds(60)));
        return responses.Find(r => r.IsFinal && r.CSeq.Method == request.Method)!;
    }

    /// <summary>Answers a request that came.</summary>
    public void Respond(SipRequest request, SipResponse response) => Endpoint.Respond(TransactionOf(request), response);

    /// <summary>The transaction of a request that came.</summary>
    public ServerTransactionId TransactionOf(SipRequest request) => requests.FindLast(r => r.Request == request).Transaction;

    /// <summary>A response with its tag and Contact, and with a description if one is given.</summary>
    public SipResponse Response(SipRequest request, int status, SessionDescription? sdp = null, string tag = "hand")
    {
        var response = request.CreateResponse(status, toTag: tag);
        response.Contact = new(self);
        if (sdp is not null) response.SetBody(SessionDescription.ContentType, sdp.ToBytes());
        return response;
    }

    /// <summary>ACK of a success, with an answer if one is given.</summary>
    public void Acknowledge(uint number, SessionDescription? sdp = null) =>
        Endpoint.SendStateless(With(Dialog.CreateAck(State!, number), sdp), Switch);

    void ISipUser.RequestReceived(ServerTransactionId transaction, SipRequest request, SipHop from)
    {
        requests.Add((transaction, request));
        if (State is not null && request.Method != SipMethod.Ack) State = Dialog.OnRequest(State, request);
        if (Answer(request) is not { } response) return;
        if (request.Method == SipMethod.Invite && response.IsSuccess) State ??= Dialog.FromUas(request, response.To.Tag!, self);
        Endpoint.Respond(transaction, response);
    }

    void ISipUser.Cancelled(ServerTransactionId inviteTransaction, SipRequest cancel)
    {
        requests.Add((inviteTransaction, cancel));
        var invite = requests.FindLast(r => r.Transaction == inviteTransaction && r.Request.Method == SipMethod.Invite).Request;
        Endpoint.Respond(inviteTransaction, invite.CreateResponse(487, toTag: "hand"));
    }

    void ISipUser.AckReceived(SipRequest ack, SipHop from) => requests.Add((default, ack));

    void ISipUser.AckMissing(ServerTransactionId inviteTransaction)
    {
    }

    void IClientTransactionUser.ResponseReceived(ClientTransactionId transaction, SipResponse response)
    {
        responses.Add(response);
        if (!response.IsSuccess || response.CSeq.Method != SipMethod.Invite) return;
        State = State is null ? Dialog.FromUac(sent[transaction], response) : Dialog.OnResponse(State, response);
        if (Acknowledges) Acknowledge(response.CSeq.Number);
    }

    void IClientTransactionUser.TimedOut(ClientTransactionId transaction) => responses.Add(sent[transaction].CreateResponse(408));

    void IClientTransactionUser.TransportFailed(ClientTransactionId transaction, string reason) =>
        responses.Add(sent[transaction].CreateResponse(503));

    private static SipRequest With(SipRequest request, SessionDescription? sdp)
    {
        if (sdp is not null) request.SetBody(SessionDescription.ContentType, Encoding.UTF8.GetBytes(sdp.ToString()));
        return request;
    }

    /// <summary>Takes all that is offered, in the direction that the offer leaves.</summary>
    private SipResponse Accept(SipRequest request)
    {
        if (request.Method != SipMethod.Invite && request.Method != SipMethod.Update) return Response(request, 200);
        if (!SessionDescription.TryParse(request.Body.Span, out var offer)) return Response(request, 200, request.Method == SipMethod.Invite ? Sdp() : null);
        var direction = offer.DirectionOf(offer.Media[0]).Reversed();
        return Response(request, 200, Sdp(direction, offer.Media[0].Payloads));
    }
}
