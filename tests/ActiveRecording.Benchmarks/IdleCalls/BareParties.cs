using System.Net;
using System.Text;
using ActiveRecording.Simulation;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Benchmarks.IdleCalls;

/// <summary>
/// Callers and callees of any number of calls at one address, which answer at once, send no media and remember nothing
/// once their transactions are over.
/// </summary>
internal sealed class BareParties : ISipUser, IClientTransactionUser
{
    private static readonly byte[] Sdp = Encoding.ASCII.GetBytes(
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 12000 RTP/AVP 0\r\na=sendrecv\r\n");

    private readonly SipEndpoint endpoint;
    private readonly SipHop server;

    public BareParties(Simulator simulator, IPEndPoint local, IPEndPoint server)
    {
        this.server = new SipHop(SipTransport.Udp, server);
        endpoint = new SipEndpoint(
            new SipEndpointOptions { Name = "parties", Udp = [local], Tcp = [local] },
            simulator.Network, simulator.Scheduler, simulator.Time, simulator.Identifiers, this, NullLogger.Instance);
        endpoint.Open();
    }

    /// <summary>Callers that were answered.</summary>
    public int Answered { get; private set; }

    public void Call(string number)
    {
        var target = SipUri.Parse($"sip:{number}@{server.Remote}");
        var from = new NameAddress(endpoint.Contact("outside", server)).WithTag(endpoint.NewTag());
        var invite = NewRequest.Create(SipMethod.Invite, target, from, new NameAddress(target), endpoint.NewCallId(), 1);
        invite.Contact = new NameAddress(endpoint.Contact("outside", server));
        invite.SetBody("application/sdp", Sdp);
        endpoint.Send(invite, server, this);
    }

    public void RequestReceived(ServerTransactionId transaction, SipRequest request, SipHop from)
    {
        var response = request.CreateResponse(200, toTag: endpoint.NewTag());
        if (request.Method == SipMethod.Invite)
        {
            response.Contact = new NameAddress(endpoint.Contact("inside", from));
            response.SetBody("application/sdp", Sdp);
        }

        endpoint.Respond(transaction, response);
    }

    public void ResponseReceived(ClientTransactionId transaction, SipResponse response)
    {
        if (response.IsProvisional) return;
        if (!response.IsSuccess) throw new InvalidOperationException($"The switch says {response.StatusCode} {response.ReasonPhrase}.");
        Answered++;
        var ack = NewRequest.Create(
            SipMethod.Ack, response.Contact!.Uri, response.From, response.To, response.CallId, response.CSeq.Number);
        endpoint.SendStateless(ack, server);
    }

    public void TimedOut(ClientTransactionId transaction) => throw new TimeoutException("The switch does not answer.");

    public void TransportFailed(ClientTransactionId transaction, string reason) => throw new IOException(reason);

    public void Cancelled(ServerTransactionId inviteTransaction, SipRequest cancel)
    {
    }

    public void AckReceived(SipRequest ack, SipHop from)
    {
    }

    public void AckMissing(ServerTransactionId inviteTransaction)
    {
    }
}
