using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.Sip;

/// <summary>
/// Whoever sent a request. Every call arrives on the endpoint's strand, one at a time, and must return quickly. After
/// a final response, a time-out or a failure nothing more comes, but for further 2xx to an INVITE.
/// </summary>
public interface IClientTransactionUser
{
    /// <summary>A response; 100 included. A 2xx to INVITE comes again each time it is repeated and is to be acknowledged each time.</summary>
    void ResponseReceived(ClientTransactionId transaction, SipResponse response);

    /// <summary>No final response in 64 × T1 (RFC 3261 §17.1.1.2): to be treated as 408.</summary>
    void TimedOut(ClientTransactionId transaction);

    /// <summary>The request could not be sent or its connection was lost: to be treated as 503 (RFC 3261 §8.1.3.1).</summary>
    /// <param name="transaction">The request.</param>
    /// <param name="reason">For a log, in English.</param>
    void TransportFailed(ClientTransactionId transaction, string reason);
}
