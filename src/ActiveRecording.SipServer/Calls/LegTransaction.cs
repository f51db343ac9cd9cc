using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.SipServer.Calls;

/// <summary>One of a call's requests; tells the call what becomes of it.</summary>
internal sealed class LegTransaction(SwitchedCallRunner runner, string callUuid, LegId leg, string callId) : IClientTransactionUser
{
    /// <summary>Whose it is.</summary>
    public string CallUuid => callUuid;

    public void ResponseReceived(ClientTransactionId transaction, SipResponse response)
    {
        if (response.StatusCode == 100) return;
        if (response.IsFinal) runner.Done(transaction.Branch);
        runner.Told(callUuid, new SwitchedCallCommand.ReceiveResponse(response.ReceivedAt ?? runner.Now, leg, transaction, response)
        {
            Redirect = runner.RedirectIn(response),
        });
    }

    public void TimedOut(ClientTransactionId transaction) => Missed(transaction, 408, "Request Timeout");

    public void TransportFailed(ClientTransactionId transaction, string reason) => Missed(transaction, 503, reason);

    private void Missed(ClientTransactionId transaction, int status, string reason)
    {
        runner.Done(transaction.Branch);
        runner.Told(callUuid, new SwitchedCallCommand.MissResponse(runner.Now, leg, callId, transaction, status, reason));
    }
}

/// <summary>An ACK: nobody answers it.</summary>
internal sealed class Acknowledgement(Action unsent) : IClientTransactionUser
{
    public void ResponseReceived(ClientTransactionId transaction, SipResponse response)
    {
    }

    public void TimedOut(ClientTransactionId transaction)
    {
    }

    public void TransportFailed(ClientTransactionId transaction, string reason) => unsent();
}

/// <summary>A request whose outcome changes nothing.</summary>
internal sealed class UnwatchedTransaction : IClientTransactionUser
{
    public static UnwatchedTransaction Instance { get; } = new();

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
