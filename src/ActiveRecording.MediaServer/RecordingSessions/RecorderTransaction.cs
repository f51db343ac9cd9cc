using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.MediaServer.RecordingSessions;

/// <summary>One request to a recorder; its fate is told to the dialogs.</summary>
internal sealed class RecorderTransaction(RecorderDialogs dialogs, RecorderLink link, SipRequest request)
    : IClientTransactionUser
{
    private const int RequestTimeout = 408;
    private const int ServiceUnavailable = 503;

    void IClientTransactionUser.ResponseReceived(ClientTransactionId transaction, SipResponse response)
    {
        if (response.IsProvisional) return;
        if (request.Method == SipMethod.Bye) dialogs.Closed(link);
        else if (!response.IsSuccess && dialogs.Sessions.TryLonger(link, request, response))
            dialogs.AskLonger(link, request);
        else if (request.Method == SipMethod.Update) dialogs.Updated(link, request, response);
        else if (response.IsSuccess) dialogs.Accepted(link, request, response);
        else dialogs.Refused(link, response.StatusCode, response.ReasonPhrase);
    }

    void IClientTransactionUser.TimedOut(ClientTransactionId transaction) =>
        Fail(RequestTimeout, "No answer");

    void IClientTransactionUser.TransportFailed(ClientTransactionId transaction, string reason) =>
        Fail(ServiceUnavailable, reason);

    private void Fail(int status, string reason)
    {
        if (request.Method == SipMethod.Invite) dialogs.Refused(link, status, reason);
        else if (request.Method == SipMethod.Update) dialogs.Sessions.Failed(link, status);
        else dialogs.Closed(link);
    }
}
