using System.Net;
using ActiveRecording.Runtime;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Sdp;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Rooms.Tests.Recorder;

/// <summary>What a Media Server does towards a recorder, step by step: INVITE, re-INVITE, BYE.</summary>
internal sealed class RecordingClient : ISipUser, IDisposable
{
    private static readonly IPEndPoint Anywhere = new(IPAddress.Loopback, 0);
    private readonly SipEndpoint endpoint;

    public RecordingClient(INetwork network, IScheduler scheduler, TimeProvider time, IIdentifiers identifiers)
    {
        endpoint = new SipEndpoint(
            new SipEndpointOptions { Name = "client", Udp = [Anywhere] }, network, scheduler, time, identifiers, this, NullLogger.Instance);
        endpoint.Open();
    }

    /// <summary>Requests that came from the recorder.</summary>
    public List<SipRequest> Received { get; } = [];

    /// <summary>What they are answered with; null lets them time out.</summary>
    public int? AnswerWith { get; set; } = 200;

    public SipRequest CreateInvite(SipUri uri, string? body)
    {
        var local = new NameAddress(SipUri.Create("ms", "127.0.0.1")).WithTag(endpoint.NewTag());
        var invite = NewRequest.Create(SipMethod.Invite, uri, local, new NameAddress(uri), endpoint.NewCallId());
        invite.Contact = new NameAddress(endpoint.Contact("ms", Hop(invite)));
        if (body is not null) invite.SetBody(SessionDescription.ContentType, System.Text.Encoding.UTF8.GetBytes(body));
        return invite;
    }

    /// <summary>Sends a request; a 2xx to INVITE is acknowledged, with a body if one is given.</summary>
    public async Task<SipResponse> SendAsync(SipRequest request, string? ackBody = null)
    {
        var exchange = new Exchange();
        endpoint.Send(request, Hop(request), exchange);
        var response = await exchange.Final.Task;
        if (request.Method == SipMethod.Invite && response.IsSuccess) Acknowledge(Dialog.FromUac(request, response), request, ackBody);
        return response;
    }

    /// <summary>Sends an INVITE and cancels it at once.</summary>
    public async Task<SipResponse> SendAndCancelAsync(SipRequest invite)
    {
        var exchange = new Exchange();
        endpoint.Cancel(endpoint.Send(invite, Hop(invite), exchange));
        return await exchange.Final.Task;
    }

    /// <summary>The next request of a dialog.</summary>
    public async Task<(DialogState Dialog, SipResponse Response)> SendAsync(
        DialogState dialog, SipMethod method, string? body = null, string? ackBody = null)
    {
        (dialog, var request) = Dialog.CreateRequest(dialog, method);
        if (body is not null) request.SetBody(SessionDescription.ContentType, System.Text.Encoding.UTF8.GetBytes(body));
        return (dialog, await SendAsync(request, ackBody));
    }

    public void Dispose() => endpoint.Dispose();

    void ISipUser.RequestReceived(ServerTransactionId transaction, SipRequest request, SipHop from)
    {
        Received.Add(request);
        if (AnswerWith is { } status) endpoint.Respond(transaction, request.CreateResponse(status));
    }

    void ISipUser.Cancelled(ServerTransactionId inviteTransaction, SipRequest cancel)
    {
    }

    void ISipUser.AckReceived(SipRequest ack, SipHop from)
    {
    }

    void ISipUser.AckMissing(ServerTransactionId inviteTransaction)
    {
    }

    private void Acknowledge(DialogState dialog, SipRequest invite, string? body)
    {
        var ack = Dialog.CreateAck(dialog, invite.CSeq.Number);
        if (body is not null) ack.SetBody(SessionDescription.ContentType, System.Text.Encoding.UTF8.GetBytes(body));
        endpoint.SendStateless(ack, Hop(ack));
    }

    private SipHop Hop(SipRequest request) =>
        endpoint.TryResolve(request, out var hop) ? hop : throw new InvalidOperationException($"{request.RequestUri} leads nowhere.");

    private sealed class Exchange : IClientTransactionUser
    {
        public TaskCompletionSource<SipResponse> Final { get; } = new();

        public void ResponseReceived(ClientTransactionId transaction, SipResponse response)
        {
            if (response.IsFinal) Final.TrySetResult(response);
        }

        public void TimedOut(ClientTransactionId transaction) => Final.TrySetException(new TimeoutException(transaction.ToString()));

        public void TransportFailed(ClientTransactionId transaction, string reason) => Final.TrySetException(new IOException(reason));
    }
}
