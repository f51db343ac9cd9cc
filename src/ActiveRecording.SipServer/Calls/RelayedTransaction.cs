using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.SipServer.Calls;

/// <summary>A party's request on its way to the other party; the answer goes back as it is.</summary>
internal sealed class RelayedTransaction(SwitchedCallRunner runner, string callUuid, SwitchedCallEffect.Relay relay)
    : IClientTransactionUser
{
    /// <summary>To a request with a lower CSeq than another before it (RFC 3261 §12.2.2).</summary>
    private const int OutOfOrder = 500;

    public void ResponseReceived(ClientTransactionId transaction, SipResponse response)
    {
        if (!response.IsFinal) return;
        if (relay.IsAgain && response.StatusCode == OutOfOrder && runner.TryRelayAnew(callUuid, relay)) return;
        runner.Relayed(callUuid, relay.Leg, relay.Asked, new ResponseDraft(response.StatusCode, response.ReasonPhrase)
        {
            Body = response.Body.IsEmpty || response.ContentType is not { } type ? null : (type.ToString(), response.Body),
        });
    }

    public void TimedOut(ClientTransactionId transaction) => runner.Relayed(callUuid, relay.Leg, relay.Asked, new ResponseDraft(408));

    public void TransportFailed(ClientTransactionId transaction, string reason) =>
        runner.Relayed(callUuid, relay.Leg, relay.Asked, new ResponseDraft(503));
}
