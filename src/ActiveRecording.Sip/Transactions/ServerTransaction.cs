using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Sip.Transactions;

/// <summary>A request received, kept until its machine says it is over.</summary>
internal abstract class ServerTransaction(
    ServerTransactionId id, SipRequest request, SipHop replyTo, TransactionContext context)
{
    private SipResponse? last;
    private byte[] lastBytes = [];
    private bool isAbandoned;

    public ServerTransactionId Id => id;

    public SipRequest Request => request;

    protected TransactionContext Context => context;

    protected bool Reliable => replyTo.Transport.IsReliable();

    protected bool HasAnswered => last is not null;

    /// <summary>Of its request only as much is here as a response needs.</summary>
    public bool IsRevived { get; init; }

    /// <summary>Where its responses go.</summary>
    public SipHop ReplyTo => replyTo;

    /// <summary>The last response; null before the first.</summary>
    public SipResponse? Last => last;

    /// <summary>Says nothing more; its timers run out in silence.</summary>
    public void Abandon() => isAbandoned = true;

    /// <summary>The same request again.</summary>
    public abstract void Repeated();

    /// <summary>The user's response.</summary>
    /// <returns>False when the machine has no use for it: a final response was sent before.</returns>
    public abstract bool Respond(SipResponse response);

    /// <summary>The transport could not send.</summary>
    protected abstract void Fail();

    protected void Send(SipResponse response)
    {
        if (isAbandoned) return;
        last = response;
        lastBytes = response.ToBytes();
        if (context.Outbox.Send(response, lastBytes, replyTo) is null) Fail();
    }

    protected void SendAgain()
    {
        if (last is null || isAbandoned) return;
        context.Meter.Repeated("sent");
        if (context.Outbox.Send(last, lastBytes, replyTo) is null) Fail();
    }
}
