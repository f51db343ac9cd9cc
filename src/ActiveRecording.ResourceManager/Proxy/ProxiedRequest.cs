using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.ResourceManager.Proxy;

/// <summary>
/// The response context of RFC 3261 §16.7: a request received, the one place it is forwarded to at a time, and what
/// goes back. On the endpoint's strand.
/// </summary>
internal abstract class ProxiedRequest(
    ProxyContext context, ServerTransactionId upstream, SipRequest received, string mark, Action<ServerTransactionId> ended)
    : IClientTransactionUser
{
    private ClientTransactionId? current;
    private RunningTimer timerC;
    private bool isCancelled;

    /// <summary>A final response has gone upstream.</summary>
    protected bool IsFinished { get; private set; }

    protected bool IsCancelled => isCancelled;

    protected ProxyContext Context => context;

    protected SipRequest Received => received;

    private bool IsInvite => received.Method == SipMethod.Invite;

    /// <summary>Forwards it, or answers.</summary>
    public abstract void Start();

    /// <summary>The caller gives up (RFC 3261 §16.10).</summary>
    public void Cancel()
    {
        if (IsFinished) return;
        isCancelled = true;
        if (current is { } transaction) context.Endpoint.Cancel(transaction);
        else if (!context.IsDurable) Answer(487);
    }

    void IClientTransactionUser.ResponseReceived(ClientTransactionId transaction, SipResponse response)
    {
        if (transaction != current) Late(transaction, response);
        else if (response.IsProvisional) Progress(response);
        else if (response.IsSuccess) Succeed(response);
        else Lose(response);
    }

    void IClientTransactionUser.TimedOut(ClientTransactionId transaction)
    {
        if (transaction == current) Lose(received.CreateResponse(408, toTag: context.Endpoint.NewTag()), isMade: true);
    }

    void IClientTransactionUser.TransportFailed(ClientTransactionId transaction, string reason)
    {
        if (transaction == current) Lose(received.CreateResponse(503, reason, context.Endpoint.NewTag()), isMade: true);
    }

    /// <summary>Sends the request on; the answer comes to <see cref="Failed"/> or goes upstream.</summary>
    protected ClientTransactionId Forward(SipRequest request, SipHop hop)
    {
        var unique = context.Endpoint.Relay is null ? context.Endpoint.NewBranch() : LoopMark.Derive(upstream, hop);
        var transaction = context.Endpoint.Send(request, hop, this, LoopMark.Branch(unique, mark));
        current = transaction;
        // From here on the one it was sent to has it too: upstream need not repeat it, whatever becomes of this node.
        if (IsInvite && context.IsDurable) context.Endpoint.Forward(upstream, received.CreateResponse(100));
        return transaction;
    }

    /// <summary>Gives up on where it was sent.</summary>
    protected void Abandon()
    {
        timerC.Cancel();
        if (current is { } transaction) context.Endpoint.Cancel(transaction);
        current = null;
    }

    /// <summary>Answers it from here.</summary>
    protected void Answer(int status, Action<SipResponse>? change = null)
    {
        var response = received.CreateResponse(status, toTag: context.Endpoint.NewTag());
        change?.Invoke(response);
        Finish(response);
    }

    /// <summary>Sends a final response upstream; later ones stay here, but for repeated 2xx.</summary>
    protected void Finish(SipResponse response)
    {
        if (IsFinished) return;
        IsFinished = true;
        timerC.Cancel();
        context.Endpoint.Forward(upstream, response);
        ended(upstream);
    }

    /// <summary>Where it was sent has said nothing so far, and now something.</summary>
    protected virtual void Heard()
    {
    }

    /// <summary>A refusal from where it was sent, without our Via; 408 and 503 stand for silence and for no connection.</summary>
    protected abstract void Failed(SipResponse response);

    /// <summary>A response from where it is no longer wanted.</summary>
    protected virtual void Late(ClientTransactionId transaction, SipResponse response)
    {
    }

    private void Progress(SipResponse response)
    {
        Heard();
        if (IsInvite)
        {
            timerC.Cancel();
            timerC = context.Endpoint.StartTimer(context.Options.TimerC, CancelUnanswered);
        }

        if (response.StatusCode > 100 && !IsFinished) context.Endpoint.Forward(upstream, WithoutOurVia(response));
    }

    private void Succeed(SipResponse response)
    {
        Heard();
        var forwarded = WithoutOurVia(response);
        if (!IsFinished) Finish(forwarded);
        else if (IsInvite) context.Endpoint.Forward(upstream, forwarded);
    }

    private void Lose(SipResponse response, bool isMade = false)
    {
        timerC.Cancel();
        if (IsFinished) return;
        current = null;
        Heard();
        Failed(isMade ? response : WithoutOurVia(response));
    }

    /// <summary>Timer C fired (RFC 3261 §16.8).</summary>
    private void CancelUnanswered()
    {
        if (current is { } transaction) context.Endpoint.Cancel(transaction);
    }

    private static SipResponse WithoutOurVia(SipResponse response)
    {
        var forwarded = response.Clone();
        forwarded.PopVia();
        return forwarded;
    }
}
