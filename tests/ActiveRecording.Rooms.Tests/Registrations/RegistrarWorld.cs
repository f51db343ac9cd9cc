using System.Net;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Digest;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;
using ActiveRecording.SipServer.Registrations;
using ActiveRecording.EventSourcing;
using ActiveRecording.Simulation;
using ActiveRecording.Simulation.Journals;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Rooms.Tests.Registrations;

/// <summary>A registrar at 127.0.0.1:5060 and a phone, on a virtual network.</summary>
internal sealed class RegistrarWorld : ISipUser, IClientTransactionUser
{
    public const string Password = "quickstart";
    private readonly List<SipResponse> responses = [];
    private SipEndpoint server;
    private uint cseq;

    public RegistrarWorld(string phone = "127.0.0.1")
    {
        Journal = new(new MemoryJournal(), Simulator.Time);
        Phone = Open("phone", new(IPAddress.Parse(phone), 5070));
        (server, Registrar) = Start();
    }

    public Simulator Simulator { get; } = new();

    public DelayedJournal Journal { get; }

    public Registrar Registrar { get; private set; }

    public SipEndpoint Phone { get; }

    public string CallId { get; set; } = "phone-call-id";

    /// <summary>Starts the registrar anew on the same journal, as after a crash.</summary>
    public void Restart()
    {
        server.Dispose();
        Simulator.RunFor(TimeSpan.Zero);
        (server, Registrar) = Start();
    }

    /// <summary>A REGISTER as a phone sends it first, without credentials.</summary>
    public SipRequest Request(string contact, int? expires = null, string dn = "1001")
    {
        var aor = new NameAddress(SipUri.Parse($"sip:{dn}@127.0.0.1"));
        var request = NewRequest.Create(
            SipMethod.Register, SipUri.Parse("sip:127.0.0.1:5060"), aor.WithTag("p"), aor, CallId, ++cseq);
        if (contact.Length > 0) request.Headers.Add(HeaderNames.Contact, contact);
        request.Expires = expires;
        return request;
    }

    /// <summary>Sends a request and gives its final response.</summary>
    public SipResponse Send(SipRequest request, SipTransport transport = SipTransport.Udp)
    {
        responses.Clear();
        Phone.Send(request, new(transport, new(IPAddress.Loopback, 5060)), this);
        Assert.True(Simulator.RunUntil(() => responses.Exists(response => response.IsFinal), TimeSpan.FromSeconds(32)));
        return responses[^1];
    }

    /// <summary>Sends a request and, challenged, sends it again with credentials.</summary>
    public SipResponse Register(
        string contact, int? expires = null, string dn = "1001", string password = Password, SipTransport transport = SipTransport.Udp,
        params (string Name, string Value)[] headers)
    {
        var request = Request(contact, expires, dn);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        var response = Send(request, transport);
        if (response.StatusCode != 401) return response;
        var again = DigestClient.Authorize(request, response, dn, password, "cnonce");
        Assert.NotNull(again);
        cseq = again.CSeq.Number;
        return Send(again, transport);
    }

    public IReadOnlyList<RegisteredContact> Found(string dn = "1001") => Registrar.View.Find(dn, Simulator.Time.GetUtcNow());

    void ISipUser.RequestReceived(ServerTransactionId transaction, SipRequest request, SipHop from) =>
        Registrar.Register(transaction, request, from);

    void ISipUser.Cancelled(ServerTransactionId inviteTransaction, SipRequest cancel)
    {
    }

    void ISipUser.AckReceived(SipRequest ack, SipHop from)
    {
    }

    void ISipUser.AckMissing(ServerTransactionId inviteTransaction)
    {
    }

    void IClientTransactionUser.ResponseReceived(ClientTransactionId transaction, SipResponse response) => responses.Add(response);

    void IClientTransactionUser.TimedOut(ClientTransactionId transaction)
    {
    }

    void IClientTransactionUser.TransportFailed(ClientTransactionId transaction, string reason)
    {
    }

    private (SipEndpoint Server, Registrar Registrar) Start()
    {
        var endpoint = Open("sip-server", new(IPAddress.Loopback, 5060));
        var registrar = new Registrar(
            new() { Digest = new() { Realm = "test", Algorithms = [DigestAlgorithm.Sha256, DigestAlgorithm.Md5] } },
            dn => dn switch
            {
                "1001" or "1002" => new(Password),
                "5000" => new(null),
                _ => null,
            },
            endpoint, Journal, Simulator.Scheduler, Simulator.Time, Simulator.Identifiers, NullLogger.Instance);
        Simulator.Run(() => registrar.StartAsync(CancellationToken.None));
        return (endpoint, registrar);
    }

    private SipEndpoint Open(string name, IPEndPoint local)
    {
        var endpoint = new SipEndpoint(
            new() { Name = name, Udp = [local], Tcp = [local] },
            Simulator.Network, Simulator.Scheduler, Simulator.Time, Simulator.Identifiers, this, NullLogger.Instance);
        endpoint.Open();
        return endpoint;
    }
}
