using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Transactions;

/// <summary>
/// A 2xx to INVITE, repeated until its ACK arrives whatever the transport (RFC 3261 §13.3.1.4): after T1, then twice
/// as long each time up to T2, for 64 × T1.
/// </summary>
internal sealed class SuccessRepetition
{
    private readonly InviteServerTransaction transaction;
    private readonly SipResponse response;
    private readonly TransactionContext context;
    private RunningTimer repeat;
    private RunningTimer giveUp;
    private TimeSpan interval;

    public SuccessRepetition(
        InviteServerTransaction transaction, SipResponse response, TransactionContext context, Action<SuccessRepetition> missing)
    {
        this.transaction = transaction;
        this.response = response;
        this.context = context;
        Key = KeyOf(response);
        interval = context.Durations.T1;
        repeat = context.Timers.Start(interval, Repeat);
        giveUp = context.Timers.Start(context.Durations.GiveUp, () =>
        {
            Stop();
            missing(this);
        });
    }

    /// <summary>What the ACK is recognised by: dialog and CSeq, for its branch is a new one.</summary>
    public (string CallId, string? ToTag, uint CSeq) Key { get; }

    /// <summary>
    /// The peer has ended the dialog: it may still wait for this answer, perhaps behind a proxy, but that no ACK comes is
    /// nothing to tell anybody.
    /// </summary>
    public bool IsHungUp { get; set; }

    /// <summary>The INVITE.</summary>
    public ServerTransactionId Transaction => transaction.Id;

    public static (string CallId, string? ToTag, uint CSeq) KeyOf(SipMessage message) =>
        (message.CallId, message.To.Tag, message.CSeq.Number);

    /// <summary>Acknowledged, or the endpoint closes.</summary>
    public void Stop()
    {
        repeat.Cancel();
        giveUp.Cancel();
    }

    private void Repeat()
    {
        context.Meter.Repeated("sent");
        transaction.Respond(response);
        interval = 2 * interval < context.Durations.T2 ? 2 * interval : context.Durations.T2;
        repeat = context.Timers.Start(interval, Repeat);
    }
}
