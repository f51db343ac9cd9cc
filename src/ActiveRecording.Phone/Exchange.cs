using ActiveRecording.Sip;
using ActiveRecording.Sip.Digest;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Phone;

/// <summary>
/// A request and its answers. Challenged for the first time, it is sent again with credentials; a time-out
/// counts as 408, an unreachable peer as 503 (RFC 3261 §8.1.3.1).
/// </summary>
internal sealed class Exchange : IClientTransactionUser
{
    private const int CNonceLength = 16;
    private readonly PhoneContext context;
    private readonly SipHop hop;
    private readonly Action<SipResponse> answered;
    private ClientTransactionId transaction;
    private bool authorized;

    /// <summary>Sends the request.</summary>
    public Exchange(PhoneContext context, SipRequest request, SipHop hop, Action<SipResponse> answered)
    {
        this.context = context;
        this.hop = hop;
        this.answered = answered;
        Request = request;
        transaction = context.Endpoint.Send(request, hop, this);
    }

    /// <summary>As sent last.</summary>
    public SipRequest Request { get; private set; }

    public void Cancel() => context.Endpoint.Cancel(transaction);

    void IClientTransactionUser.ResponseReceived(ClientTransactionId transaction, SipResponse response)
    {
        if (response.StatusCode is 401 or 407 && !authorized && TryAuthorize(response)) return;
        answered(response);
    }

    void IClientTransactionUser.TimedOut(ClientTransactionId transaction) =>
        answered(Request.CreateResponse(408));

    void IClientTransactionUser.TransportFailed(ClientTransactionId transaction, string reason) =>
        answered(Request.CreateResponse(503));

    private bool TryAuthorize(SipResponse challenge)
    {
        authorized = true;
        if (context.Options.Password is not { } password) return false;
        var cnonce = context.Identifiers.NextToken(CNonceLength);
        var next = DigestClient.Authorize(Request, challenge, context.Options.User, password, cnonce);
        if (next is null) return false;
        Request = next;
        transaction = context.Endpoint.Send(next, hop, this);
        return true;
    }
}
