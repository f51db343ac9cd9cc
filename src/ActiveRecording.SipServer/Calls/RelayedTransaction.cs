using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.SipServer.Calls;

/// <summary>A party's request on its way to the other party; the answer goes back as it is.</summary>
internal sealed class RelayedTransaction(SwitchedCallRunner runner, string callUuid, LegId leg, ServerTransactionId asked)
    : IClientTransactionUser
{
    public void ResponseReceived(ClientTransactionId transaction, SipResponse response)
    {
        if (!response.IsFinal) return;
        runner.Relayed(callUuid, leg, asked, new ResponseDraft(response.StatusCode, response.ReasonPhrase)
        {
            Body = response.Body.IsEmpty || response.ContentType is not { } type ? null : (type.ToString(), response.Body),
        });
    }

    public void TimedOut(ClientTransactionId transaction) => runner.Relayed(callUuid, leg, asked, new ResponseDraft(408));

    public void TransportFailed(ClientTransactionId transaction, string reason) =>
        runner.Relayed(callUuid, leg, asked, new ResponseDraft(503));
}
