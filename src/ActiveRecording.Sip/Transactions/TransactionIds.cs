using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Transactions;

/// <summary>A request that was sent: RFC 3261 §17.1.3.</summary>
/// <param name="Branch">Of the Via that the endpoint put on top.</param>
/// <param name="Method">Of the request; CANCEL shares its branch with the INVITE.</param>
public readonly record struct ClientTransactionId(string Branch, SipMethod Method)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Branch}";
}

/// <summary>A request that was received: RFC 3261 §17.2.3.</summary>
/// <param name="Branch">Of its top Via; for a peer of RFC 2543, all that identifies the request instead.</param>
/// <param name="SentBy">Host and port of its top Via, in lower case.</param>
/// <param name="Method">Of the request.</param>
public readonly record struct ServerTransactionId(string Branch, string SentBy, SipMethod Method)
{
    /// <summary>The transaction of an INVITE that bore this Via on top.</summary>
    public static ServerTransactionId OfInvite(Via via) => new(via.Branch ?? "", RequestKeys.SentBy(via), SipMethod.Invite);

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Branch} {SentBy}";
}
