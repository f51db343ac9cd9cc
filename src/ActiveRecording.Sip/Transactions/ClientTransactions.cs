using ActiveRecording.Sip.Edges;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Sip.Transactions;

/// <summary>The client side of the transaction layer: matching by branch and method (RFC 3261 §17.1.3). Used on the strand.</summary>
internal sealed class ClientTransactions(TransactionContext context, SwitchOver switchOver, SipEndpointOptions options)
{
    private readonly Dictionary<ClientTransactionId, ClientTransaction> running = [];
    private int count;

    /// <summary>Transactions now, readable from any thread.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Those under way.</summary>
    public IReadOnlyCollection<ClientTransactionId> Running => running.Keys;

    /// <summary>Sends a request whose top Via is this endpoint's.</summary>
    public void Send(SipRequest request, SipHop hop, IClientTransactionUser user)
    {
        var id = new ClientTransactionId(request.TopVia.Branch!, request.Method);
        var isFull = running.Count >= options.MaxClientTransactions;
        if (isFull || running.ContainsKey(id))
        {
            context.Meter.Failed("limit");
            user.TransportFailed(id, isFull ? "too many transactions" : "the branch is in use");
            return;
        }

        var sent = OutgoingRequest.Of(request, hop);
        if (switchOver.ByStream(sent) is { } stream) Start(stream, user, () => Start(switchOver.Back(sent), user));
        else Start(sent, user);
    }

    /// <summary>Sends a request whose top Via is this endpoint's and forgets it.</summary>
    public void SendOnce(SipRequest request, SipHop hop)
    {
        var sent = OutgoingRequest.Of(request, hop);
        if (switchOver.ByStream(sent) is { } stream && Sent(stream)) return;
        Sent(sent);
    }

    /// <summary>
    /// False for a response that nobody waits for (RFC 6026 §7.2) or that did not come back the way its request went
    /// (more Vias: RFC 3261 §8.1.3.3); it is dropped.
    /// </summary>
    public bool Receive(SipResponse response)
    {
        if (response.TopVia.Branch is not { } branch) return false;
        if (!running.TryGetValue(new(branch, response.CSeq.Method), out var transaction)) return false;
        if (response.Vias.Count != transaction.Request.Vias.Count) return false;
        if (!options.IsProxy && transaction is InviteClientTransaction invite && !invite.IsInOrder(response))
            context.Meter.Repeated("absorbed");
        else
            transaction.Receive(response);
        return true;
    }

    public void Cancel(ClientTransactionId id, string? reason)
    {
        if (running.TryGetValue(id, out var transaction) && transaction is InviteClientTransaction invite) invite.Cancel(reason);
    }

    public void Acknowledge(ClientTransactionId id)
    {
        if (running.TryGetValue(id, out var transaction) && transaction is InviteClientTransaction invite) invite.Acknowledge();
    }

    /// <summary>Fails whatever went by a connection that is gone.</summary>
    public void FlowClosed(long flow, string reason)
    {
        foreach (var transaction in running.Values.Where(transaction => transaction.Flow == flow).ToList())
            transaction.Fail(reason);
    }

    /// <summary>Fails whatever went by connections of a node that is gone.</summary>
    public void EdgeGone(long edge)
    {
        var lost = running.Values.Where(transaction =>
            transaction.Hop.Transport.IsReliable() && ForeignFlow.TryRead(transaction.Flow, out var by, out _) && by == edge);
        foreach (var transaction in lost.ToList()) transaction.Fail("the node that had the connection is gone");
    }

    /// <summary>Ends transactions without a word: what they do is another node's now.</summary>
    public void Abandon(Func<SipRequest, bool> isElsewhere)
    {
        foreach (var transaction in running.Values.Where(transaction => isElsewhere(transaction.Request)).ToList())
        {
            transaction.Abandon();
            Ended(transaction);
        }
    }

    private void Start(OutgoingRequest sent, IClientTransactionUser user, Action? otherwise = null)
    {
        ClientTransaction transaction = sent.Request.Method == SipMethod.Invite
            ? new InviteClientTransaction(sent, user, context, otherwise, Ended, SendCancel) { HoldsAck = options.HoldsAck }
            : new NonInviteClientTransaction(sent, user, context, otherwise, Ended);
        running.Add(transaction.Id, transaction);
        Volatile.Write(ref count, running.Count);
        transaction.Start();
    }

    private bool Sent(OutgoingRequest sent) => context.Outbox.Send(sent.Request, sent.Bytes, sent.Hop) is not null;

    private void SendCancel(SipRequest cancel, SipHop hop) => Send(cancel, hop, CancelUser.Instance);

    private void Ended(ClientTransaction transaction)
    {
        if (running.TryGetValue(transaction.Id, out var current) && current == transaction) running.Remove(transaction.Id);
        running.TrimAfterPeak();
        Volatile.Write(ref count, running.Count);
    }

    /// <summary>The answer to a CANCEL says nothing: the INVITE's own final response does (RFC 3261 §9.1).</summary>
    private sealed class CancelUser : IClientTransactionUser
    {
        public static readonly CancelUser Instance = new();

        public void ResponseReceived(ClientTransactionId transaction, SipResponse response)
        {
        }

        public void TimedOut(ClientTransactionId transaction)
        {
        }

        public void TransportFailed(ClientTransactionId transaction, string reason)
        {
        }
    }
}
