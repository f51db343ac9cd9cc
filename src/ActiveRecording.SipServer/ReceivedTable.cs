using System.Diagnostics.CodeAnalysis;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.SipServer;

/// <summary>
/// Requests on their way through a call: kept until they are answered finally, an INVITE answered with success until its
/// ACK comes or is given up. What no call has taken in time, because the journal does not take it, is overdue. As many as
/// the endpoint has server transactions. For any thread.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="patience">How long a call may take to say anything about a request.</param>
/// <param name="overdue">Answers what was not taken in time.</param>
internal sealed class ReceivedTable(
    TimeProvider time, TimeSpan patience, Action<ServerTransactionId, ReceivedRequest> overdue)
{
    private readonly Lock gate = new();
    private readonly Dictionary<ServerTransactionId, (ReceivedRequest Request, ITimer Timer)> requests = [];
    private readonly Dictionary<(string CallId, uint Number), ServerTransactionId> unacknowledged = [];

    /// <summary>A request is told to a call.</summary>
    public void Add(ServerTransactionId transaction, ReceivedRequest request)
    {
        var timer = time.CreateTimer(_ => Overdue(transaction), null, patience, Timeout.InfiniteTimeSpan);
        lock (gate) requests[transaction] = (request, timer);
    }

    /// <summary>The call knows the request and answers when it can; false if that was too late.</summary>
    public bool TryKeep(ServerTransactionId transaction)
    {
        lock (gate)
        {
            if (!requests.TryGetValue(transaction, out var known)) return false;
            known.Timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return true;
        }
    }

    public bool TryGet(ServerTransactionId transaction, [NotNullWhen(true)] out ReceivedRequest? request)
    {
        lock (gate)
        {
            request = requests.TryGetValue(transaction, out var known) ? known.Request : null;
            return request is not null;
        }
    }

    /// <summary>A response is about to be sent.</summary>
    public void Answered(ServerTransactionId transaction, int status)
    {
        if (!TryKeep(transaction) || status < 200) return;
        lock (gate)
        {
            if (status < 300 && transaction.Method == SipMethod.Invite)
                unacknowledged[KeyOf(requests[transaction].Request.Request)] = transaction;
            else
                Remove(transaction, out _);
        }
    }

    /// <summary>The ACK of a success has come.</summary>
    public void Acknowledged(SipRequest ack)
    {
        lock (gate)
        {
            if (unacknowledged.Remove(KeyOf(ack), out var transaction)) Remove(transaction, out _);
        }
    }

    /// <summary>The ACK of a success will not come.</summary>
    public bool TryTake(ServerTransactionId transaction, [NotNullWhen(true)] out ReceivedRequest? request)
    {
        lock (gate)
        {
            if (!Remove(transaction, out request)) return false;
            unacknowledged.Remove(KeyOf(request.Request));
            return true;
        }
    }

    /// <summary>Forgets what was told to calls that are elsewhere now.</summary>
    public void Forget(Func<string, bool> isHere)
    {
        lock (gate)
        {
            foreach (var (transaction, known) in requests.Where(one => !isHere(one.Value.Request.CallUuid)).ToList())
            {
                unacknowledged.Remove(KeyOf(known.Request.Request));
                Remove(transaction, out _);
            }
        }
    }

    private static (string CallId, uint Number) KeyOf(SipRequest request) => (request.CallId, request.CSeq.Number);

    private void Overdue(ServerTransactionId transaction)
    {
        if (TryTake(transaction, out var request)) overdue(transaction, request);
    }

    private bool Remove(ServerTransactionId transaction, [NotNullWhen(true)] out ReceivedRequest? request)
    {
        var found = requests.Remove(transaction, out var known);
        request = known.Request;
        known.Timer?.Dispose();
        return found;
    }
}

/// <summary>A request and the call it belongs to.</summary>
internal sealed record ReceivedRequest(SipRequest Request, string CallUuid, LegId Leg);
