using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Sip.Transactions;

/// <summary>A request sent, kept until its machine says it is over.</summary>
internal abstract class ClientTransaction(SipRequest request, SipHop hop, IClientTransactionUser user, TransactionContext context)
{
    private readonly byte[] bytes = request.ToBytes();
    private bool isAnswered;

    /// <summary>Branch and method.</summary>
    public ClientTransactionId Id { get; } = new(request.TopVia.Branch!, request.Method);

    /// <summary>As sent, with this endpoint's Via on top.</summary>
    public SipRequest Request => request;

    /// <summary>Where it went.</summary>
    public SipHop Hop => hop;

    /// <summary>The connection it went by; null before and when that failed.</summary>
    public long? Flow { get; private set; }

    protected TransactionContext Context => context;

    protected bool Reliable => hop.Transport.IsReliable();

    /// <summary>Sends it for the first time and starts the timers.</summary>
    public abstract void Start();

    /// <summary>A response with this transaction's branch and method.</summary>
    public abstract void Receive(SipResponse response);

    /// <summary>The connection it went by is gone, or it could not be sent.</summary>
    public abstract void Fail(string reason);

    protected void SendRequest()
    {
        Flow = context.Outbox.Send(request, bytes, hop);
        if (Flow is null) Fail("the request could not be sent");
    }

    protected void SendAgain()
    {
        context.Meter.Repeated("sent");
        SendRequest();
    }

    protected void PassUp(SipResponse response)
    {
        isAnswered |= response.IsFinal;
        user.ResponseReceived(Id, response);
    }

    protected void ReportTimeout()
    {
        context.Meter.Failed("timeout");
        user.TimedOut(Id);
    }

    /// <summary>Once it is answered, a lost connection is nobody's business any more.</summary>
    protected void ReportTransportError(string reason)
    {
        context.Meter.Failed("transport");
        if (!isAnswered) user.TransportFailed(Id, reason);
    }
}
