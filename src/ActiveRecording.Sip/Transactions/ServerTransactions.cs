using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Sip.Transactions;

/// <summary>The server side of the transaction layer: matching of RFC 3261 §17.2.3. Used on the strand.</summary>
internal sealed class ServerTransactions(TransactionContext context, Func<uint> newRSeq)
{
    private readonly Dictionary<ServerTransactionId, ServerTransaction> running = [];
    private readonly Dictionary<string, ServerTransactionId> arrivals = [];
    private readonly Dictionary<(string CallId, string? ToTag, uint CSeq), SuccessRepetition> repetitions = [];
    private readonly Dictionary<(string CallId, string? ToTag, uint CSeq), ReliableProvisionals> reliables = [];
    private int count;

    /// <summary>Transactions now, readable from any thread.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Those under way.</summary>
    public IReadOnlyCollection<ServerTransactionId> Running => running.Keys;

    /// <summary>Told when a 2xx was never acknowledged.</summary>
    public required Action<ServerTransactionId> AckMissing { get; init; }

    /// <summary>Told when a reliable provisional response was never acknowledged and the INVITE is refused.</summary>
    public required Action<ServerTransactionId> PrackMissing { get; init; }

    /// <summary>Told when a refusal of an INVITE was acknowledged or given up.</summary>
    public required Action<ServerTransactionId, SipResponse> RefusalSettled { get; init; }

    /// <summary>True when the request repeats one that is known.</summary>
    public bool Absorb(ServerTransactionId id)
    {
        if (!running.TryGetValue(id, out var transaction)) return false;
        transaction.Repeated();
        return true;
    }

    /// <summary>Whether the same request came before by another path (RFC 3261 §8.2.2.2).</summary>
    public bool IsMerged(SipRequest request) => RequestKeys.Merge(request) is { } key && arrivals.ContainsKey(key);

    public void Add(ServerTransactionId id, SipRequest request, SipHop replyTo)
    {
        if (request.Method == SipMethod.Invite)
        {
            var invite = new InviteServerTransaction(id, request, replyTo, context, Ended);
            running.Add(id, invite);
            invite.Start();
        }
        else
        {
            var other = new NonInviteServerTransaction(id, request, replyTo, context, Ended);
            running.Add(id, other);
            other.Start();
        }

        Note(id, request);
    }

    /// <summary>An INVITE from before a restart; the peer has had its 100.</summary>
    public void Revive(ServerTransactionId id, SipRequest invite, SipHop replyTo)
    {
        if (running.TryAdd(id, new InviteServerTransaction(id, invite, replyTo, context, Ended) { IsRevived = true })) Note(id, invite);
    }

    /// <summary>True when the ACK ends here: it acknowledges a refusal.</summary>
    public bool Acknowledge(SipRequest ack)
    {
        if (repetitions.Remove(SuccessRepetition.KeyOf(ack), out var repetition)) repetition.Stop();
        if (!running.TryGetValue(RequestKeys.Of(ack, SipMethod.Invite), out var transaction)) return false;
        if (transaction is not InviteServerTransaction invite) return false;
        var owedAck = invite.OwesAck;
        var isForUser = invite.Acknowledged();
        if (owedAck) RefusalSettled(invite.Id, invite.Last!);
        return !isForUser;
    }

    /// <summary>The peer has hung up: what it did not acknowledge is repeated as ever, but not missed.</summary>
    public void HungUp(SipRequest bye)
    {
        foreach (var (key, repetition) in repetitions)
        {
            if (key.CallId == bye.CallId && key.ToTag == bye.To.Tag) repetition.IsHungUp = true;
        }
    }

    /// <summary>The INVITE that a CANCEL means; null if there is none.</summary>
    public InviteServerTransaction? Cancelled(SipRequest cancel) =>
        running.GetValueOrDefault(RequestKeys.Of(cancel, SipMethod.Invite)) as InviteServerTransaction;

    /// <summary>Sends the user's response.</summary>
    /// <param name="id">The request.</param>
    /// <param name="response">The response.</param>
    /// <param name="repeatSuccess">Whether a 2xx to INVITE is repeated until its ACK comes.</param>
    /// <returns>False when there is nothing to answer any more.</returns>
    public bool Respond(ServerTransactionId id, SipResponse response, bool repeatSuccess)
    {
        if (!running.TryGetValue(id, out var transaction)) return false;
        if (!repeatSuccess || transaction is not InviteServerTransaction invite)
        {
            var isUsed = transaction.Respond(response);
            if (response.IsFinal) PrackAnswered(transaction.Request);
            return isUsed;
        }

        if (invite.Provisionals is null && ReliableProvisionals.Apply(invite.Request, response)) BeReliable(invite, response);
        return invite.Provisionals?.Respond(response) ?? Send(invite, response);
    }

    /// <summary>A PRACK: null when it belongs to no INVITE answered reliably here, else whether it acknowledges anything.</summary>
    public bool? AcknowledgeProvisional(SipRequest prack) =>
        prack.RAck is { } rack ? ReliableOf(prack, rack)?.Acknowledge(rack) : null;

    /// <summary>Whether requests other than INVITE wait for an answer.</summary>
    public bool AreWaiting(Func<SipRequest, bool> which) => running.Values.Any(transaction =>
        transaction is NonInviteServerTransaction { Last: null } && which(transaction.Request));

    /// <summary>Ends transactions without a word: what they wait for is another node's to say now.</summary>
    /// <returns>The requests as they came that have no final answer, and where that would have gone.</returns>
    public IReadOnlyList<(SipRequest Request, SipHop From)> Abandon(Func<SipRequest, bool> isElsewhere)
    {
        var abandoned = running.Values.Where(transaction => isElsewhere(transaction.Request)).ToList();
        foreach (var transaction in abandoned) Abandon(transaction);
        return [.. abandoned.Where(static one => !one.IsRevived && one.Last is not { IsFinal: true }).Select(static one => (one.Request, one.ReplyTo))];
    }

    /// <summary>Ends a transaction without a word.</summary>
    public void Forget(ServerTransactionId id, bool onlyUnanswered)
    {
        if (!running.TryGetValue(id, out var transaction)) return;
        if (!onlyUnanswered || transaction.Last is not { IsFinal: true }) Abandon(transaction);
    }

    private void Abandon(ServerTransaction transaction)
    {
        transaction.Abandon();
        foreach (var (key, repetition) in repetitions.Where(one => one.Value.Transaction == transaction.Id).ToList())
        {
            repetition.Stop();
            repetitions.Remove(key);
        }

        Forget(transaction);
    }

    private ReliableProvisionals? ReliableOf(SipRequest prack, RAck rack) =>
        reliables.GetValueOrDefault((prack.CallId, prack.To.Tag, rack.CSeq));

    private void PrackAnswered(SipRequest request)
    {
        if (request.Method == SipMethod.Prack && request.RAck is { } rack) ReliableOf(request, rack)?.PrackAnswered();
    }

    private void BeReliable(InviteServerTransaction invite, SipResponse response)
    {
        invite.Provisionals = new(invite, newRSeq(), context, other => Send(invite, other), () => PrackMissing(invite.Id))
        {
            Key = SuccessRepetition.KeyOf(response),
        };
        reliables[invite.Provisionals.Key] = invite.Provisionals;
    }

    private bool Send(InviteServerTransaction invite, SipResponse response)
    {
        if (!invite.Respond(response)) return false;
        if (response.IsSuccess) RepeatUntilAck(invite, response);
        return true;
    }

    private void Note(ServerTransactionId id, SipRequest request)
    {
        if (RequestKeys.Merge(request) is { } key) arrivals.TryAdd(key, id);
        Volatile.Write(ref count, running.Count);
    }

    private void RepeatUntilAck(InviteServerTransaction invite, SipResponse response)
    {
        var repetition = new SuccessRepetition(invite, response, context, Missing);
        if (repetitions.Remove(repetition.Key, out var former)) former.Stop();
        repetitions.Add(repetition.Key, repetition);
    }

    private void Missing(SuccessRepetition repetition)
    {
        repetitions.Remove(repetition.Key);
        if (repetition.IsHungUp) return;
        context.Meter.Failed("ack-missing");
        AckMissing(repetition.Transaction);
    }

    private void Ended(ServerTransaction transaction)
    {
        if (!running.TryGetValue(transaction.Id, out var current) || current != transaction) return;
        Forget(transaction);
        if (transaction is InviteServerTransaction { OwesAck: true, Last: { } refusal }) RefusalSettled(transaction.Id, refusal);
    }

    private void Forget(ServerTransaction transaction)
    {
        running.Remove(transaction.Id);
        if (RequestKeys.Merge(transaction.Request) is { } key && arrivals.TryGetValue(key, out var id) && id == transaction.Id)
            arrivals.Remove(key);
        if (transaction is InviteServerTransaction { Provisionals: { } reliable }) Forget(reliable);
        else PrackAnswered(transaction.Request);
        running.TrimAfterPeak();
        arrivals.TrimAfterPeak();
        Volatile.Write(ref count, running.Count);
    }

    private void Forget(ReliableProvisionals reliable)
    {
        reliable.Stop();
        if (reliables.GetValueOrDefault(reliable.Key) == reliable) reliables.Remove(reliable.Key);
    }
}
