using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.SipServer.Registrations;

/// <summary>
/// Registrations told to their numbers and not answered yet. Each is answered once: by its number, or by 503 when the
/// journal takes too long. May be used from any thread.
/// </summary>
internal sealed class PendingRegistrations(SipEndpoint endpoint, TimeProvider time, RegistrarOptions options)
{
    private const int RetryAfterSeconds = 5;
    private readonly Dictionary<string, (ServerTransactionId Transaction, SipRequest Request, ITimer Timer)> pending =
        new(StringComparer.Ordinal);

    /// <summary>Waits for the number's answer; null when too many wait already.</summary>
    /// <returns>The request identifier for the number.</returns>
    public string? Add(ServerTransactionId transaction, SipRequest request)
    {
        var id = transaction.ToString();
        lock (pending)
        {
            if (pending.Count >= options.MaxPending || pending.ContainsKey(id)) return null;
            var timer = time.CreateTimer(_ => Answer(id, Unavailable), null, options.AnswerWithin, Timeout.InfiniteTimeSpan);
            pending.Add(id, (transaction, request, timer));
            return id;
        }
    }

    /// <summary>Answers a registration unless that was done before.</summary>
    public void Answer(string id, Func<SipRequest, SipResponse> answer)
    {
        (ServerTransactionId Transaction, SipRequest Request, ITimer Timer) found;
        lock (pending)
        {
            if (!pending.Remove(id, out found)) return;
        }

        found.Timer.Dispose();
        endpoint.Respond(found.Transaction, answer(found.Request));
    }

    /// <summary>503, to be tried again soon.</summary>
    public SipResponse Unavailable(SipRequest request)
    {
        var response = request.CreateResponse(503, toTag: endpoint.NewTag());
        response.Headers.Set(HeaderNames.RetryAfter, $"{RetryAfterSeconds}");
        return response;
    }
}
