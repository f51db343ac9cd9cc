using System.Diagnostics.CodeAnalysis;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.SipServer;

/// <summary>
/// Requests on their way through a call: kept until they are answered finally, an INVITE answered with success until its
/// ACK comes or is given up. As many as the endpoint has server transactions. For any thread.
/// </summary>
internal sealed class ReceivedTable
{
    private readonly Lock gate = new();
    private readonly Dictionary<ServerTransactionId, ReceivedRequest> requests = [];
    private readonly Dictionary<(string CallId, uint Number), ServerTransactionId> unacknowledged = [];

    public void Add(ServerTransactionId transaction, ReceivedRequest request)
    {
        lock (gate) requests[transaction] = request;
    }

    public bool TryGet(ServerTransactionId transaction, [NotNullWhen(true)] out ReceivedRequest? request)
    {
        lock (gate) return requests.TryGetValue(transaction, out request);
    }

    /// <summary>A response was sent.</summary>
    public void Answered(ServerTransactionId transaction, int status)
    {
        if (status < 200) return;
        lock (gate)
        {
            if (status < 300 && transaction.Method == SipMethod.Invite && requests.TryGetValue(transaction, out var request))
                unacknowledged[KeyOf(request.Request)] = transaction;
            else
                requests.Remove(transaction);
        }
    }

    /// <summary>The ACK of a success has come.</summary>
    public void Acknowledged(SipRequest ack)
    {
        lock (gate)
        {
            if (unacknowledged.Remove(KeyOf(ack), out var transaction)) requests.Remove(transaction);
        }
    }

    /// <summary>The ACK of a success will not come.</summary>
    public bool TryTake(ServerTransactionId transaction, [NotNullWhen(true)] out ReceivedRequest? request)
    {
        lock (gate)
        {
            if (!requests.Remove(transaction, out request)) return false;
            unacknowledged.Remove(KeyOf(request.Request));
            return true;
        }
    }

    private static (string CallId, uint Number) KeyOf(SipRequest request) => (request.CallId, request.CSeq.Number);
}

/// <summary>A request and the call it belongs to.</summary>
internal sealed record ReceivedRequest(SipRequest Request, string CallUuid, LegId Leg);
