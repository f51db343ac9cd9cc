using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Sip.Transactions;

/// <summary>A request sent, kept until its machine says it is over.</summary>
/// <param name="sent">The request.</param>
/// <param name="user">Is told what becomes of it.</param>
/// <param name="context">What transactions share.</param>
/// <param name="otherwise">Done instead of reporting a failed transport, when nothing has been heard yet; null for nothing.</param>
internal abstract class ClientTransaction(
    OutgoingRequest sent, IClientTransactionUser user, TransactionContext context, Action? otherwise)
{
    private bool isHeard;
    private bool isAnswered;
    private bool isAbandoned;

    /// <summary>Branch and method.</summary>
    public ClientTransactionId Id { get; } = new(sent.Request.TopVia.Branch!, sent.Request.Method);

    /// <summary>As sent, with this endpoint's Via on top.</summary>
    public SipRequest Request => sent.Request;

    /// <summary>Where it went.</summary>
    public SipHop Hop => sent.Hop;

    /// <summary>The connection it went by; null before and when that failed.</summary>
    public long? Flow { get; private set; }

    protected TransactionContext Context => context;

    protected bool Reliable => Hop.Transport.IsReliable();

    /// <summary>Whether its user does not want it any more.</summary>
    protected virtual bool IsCancelled => false;

    /// <summary>Sends it for the first time and starts the timers.</summary>
    public abstract void Start();

    /// <summary>A response with this transaction's branch and method.</summary>
    public abstract void Receive(SipResponse response);

    /// <summary>The connection it went by is gone, or it could not be sent.</summary>
    public abstract void Fail(string reason);

    /// <summary>Says nothing more, to nobody; its timers run out in silence.</summary>
    public void Abandon() => isAbandoned = true;

    protected void SendRequest()
    {
        if (isAbandoned) return;
        Flow = context.Outbox.Send(Request, sent.Bytes, Hop);
        if (Flow is null) Fail("the request could not be sent");
    }

    protected void SendAgain()
    {
        context.Meter.Repeated("sent");
        SendRequest();
    }

    protected void PassUp(SipResponse response)
    {
        isHeard = true;
        isAnswered |= response.IsFinal;
        if (!isAbandoned) user.ResponseReceived(Id, response);
    }

    protected void ReportTimeout()
    {
        if (isAbandoned) return;
        context.Meter.Failed("timeout");
        user.TimedOut(Id);
    }

    /// <summary>Once it is answered, a lost connection is nobody's business any more.</summary>
    protected void ReportTransportError(string reason)
    {
        if (isAbandoned) return;
        if (otherwise is not null && !isHeard && !IsCancelled)
        {
            otherwise();
            return;
        }

        context.Meter.Failed("transport");
        if (!isAnswered) user.TransportFailed(Id, reason);
    }
}
