using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Sip;

/// <summary>
/// The transaction user of RFC 3261 §5 above an endpoint. Every call arrives on the endpoint's strand, one at a time,
/// and must return quickly.
/// </summary>
public interface ISipUser
{
    /// <summary>
    /// A new request, repetitions removed; never ACK, never the CANCEL of a known INVITE, never a PRACK that acknowledges
    /// nothing. Exactly one final response is owed.
    /// </summary>
    void RequestReceived(ServerTransactionId transaction, SipRequest request, SipHop from);

    /// <summary>The peer cancels an INVITE not yet answered: that is to be answered with 487 (RFC 3261 §9.2), CANCEL itself is not.</summary>
    void Cancelled(ServerTransactionId inviteTransaction, SipRequest cancel);

    /// <summary>
    /// A CANCEL of an INVITE that this endpoint has no transaction of, but that another node may have had.
    /// </summary>
    /// <returns>False if it is to be answered 481; else a final response is owed.</returns>
    bool CancelledLate(ServerTransactionId transaction, ServerTransactionId invite, SipRequest cancel) => false;

    /// <summary>A response that fits no transaction of this endpoint, but may fit one of a node whose work this one goes on with.</summary>
    /// <returns>False if it is nobody's: it is dropped and counted (RFC 6026 §7.2).</returns>
    bool StrayReceived(SipResponse response, SipHop from) => false;

    /// <summary>The ACK of a 2xx, each time it comes; also one that fits no answer of this endpoint, for a proxy to pass on.</summary>
    void AckReceived(SipRequest ack, SipHop from);

    /// <summary>A 2xx to INVITE was repeated for 64 × T1 and never acknowledged: the dialog is to be ended by BYE (RFC 3261 §13.3.1.4).</summary>
    void AckMissing(ServerTransactionId inviteTransaction);

    /// <summary>A refusal of an INVITE was acknowledged, or was not in 64 × T1: it will not be sent again. Nothing has to be done.</summary>
    void RefusalSettled(ServerTransactionId inviteTransaction, SipResponse refusal)
    {
    }

    /// <summary>
    /// A reliable provisional response was repeated for 64 × T1 and never acknowledged: the INVITE is answered 504 already
    /// (RFC 3262 §3). Nothing to be done by users that send none.
    /// </summary>
    void PrackMissing(ServerTransactionId inviteTransaction)
    {
    }
}
