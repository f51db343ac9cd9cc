using System.Net;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;
using ActiveRecording.Simulation;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Rooms.Tests.MediaServer;

/// <summary>A user agent with a real endpoint: SIP Server's side, or a recorder's.</summary>
internal sealed class Agent : ISipUser, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Simulator simulator;
    private readonly Dictionary<SipRequest, (ServerTransactionId Transaction, SipHop From)> waiting = [];

    public Agent(Simulator simulator, string name, int port)
    {
        this.simulator = simulator;
        var options = new SipEndpointOptions { Name = name, Udp = [new IPEndPoint(IPAddress.Loopback, port)] };
        Endpoint = new(options, simulator.Network, simulator.Scheduler, simulator.Time, simulator.Identifiers, this, NullLogger.Instance);
        Endpoint.Open();
    }

    public SipEndpoint Endpoint { get; }

    /// <summary>Requests in the order they came.</summary>
    public List<SipRequest> Requests { get; } = [];

    public List<SipRequest> Acks { get; } = [];

    public List<SipRequest> Cancels { get; } = [];

    /// <summary>The answer to each request; null leaves it for <see cref="Answer"/>.</summary>
    public Func<SipRequest, SipResponse?> Answers { get; set; } = request => request.CreateResponse(200);

    public SipRequest Last(SipMethod method) => Requests.Last(request => request.Method == method);

    public int Count(SipMethod method) => Requests.Count(request => request.Method == method);

    /// <summary>Sends a request and waits for its final response.</summary>
    public SipResponse Ask(SipRequest request)
    {
        var asked = new Asked();
        Assert.True(Endpoint.TryResolve(request, out var hop));
        Endpoint.Send(request, hop, asked);
        Assert.True(simulator.RunUntil(() => asked.Final is not null, Patience), $"{request.Method} was not answered");
        return asked.Final!;
    }

    /// <summary>Sends an ACK for a 2xx.</summary>
    public void Acknowledge(DialogState dialog, uint number, Action<SipRequest>? complete = null)
    {
        var ack = Dialog.CreateAck(dialog, number);
        complete?.Invoke(ack);
        Assert.True(Endpoint.TryResolve(ack, out var hop));
        Endpoint.SendStateless(ack, hop);
    }

    /// <summary>Answers a request that <see cref="Answers"/> left open.</summary>
    public void Answer(SipRequest request, SipResponse response) => Endpoint.Respond(waiting[request].Transaction, response);

    public SipUri Contact(SipRequest request) => Endpoint.Contact("agent", waiting[request].From);

    public void Dispose() => Endpoint.Dispose();

    void ISipUser.RequestReceived(ServerTransactionId transaction, SipRequest request, SipHop from)
    {
        waiting[request] = (transaction, from);
        Requests.Add(request);
        if (Answers(request) is { } response) Endpoint.Respond(transaction, response);
    }

    void ISipUser.Cancelled(ServerTransactionId inviteTransaction, SipRequest cancel)
    {
        Cancels.Add(cancel);
        var invite = waiting.First(entry => entry.Value.Transaction == inviteTransaction).Key;
        Endpoint.Respond(inviteTransaction, invite.CreateResponse(487));
    }

    void ISipUser.AckReceived(SipRequest ack, SipHop from) => Acks.Add(ack);

    void ISipUser.AckMissing(ServerTransactionId inviteTransaction)
    {
    }

    private sealed class Asked : IClientTransactionUser
    {
        public SipResponse? Final { get; private set; }

        void IClientTransactionUser.ResponseReceived(ClientTransactionId transaction, SipResponse response)
        {
            if (response.IsFinal) Final ??= response;
        }

        void IClientTransactionUser.TimedOut(ClientTransactionId transaction) => Assert.Fail($"{transaction} timed out");

        void IClientTransactionUser.TransportFailed(ClientTransactionId transaction, string reason) => Assert.Fail(reason);
    }
}
