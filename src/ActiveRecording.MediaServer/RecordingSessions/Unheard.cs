using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.MediaServer.RecordingSessions;

/// <summary>For requests whose outcome changes nothing: the BYE of a dialog that nobody wanted.</summary>
internal sealed class Unheard : IClientTransactionUser
{
    public static Unheard Instance { get; } = new();

    void IClientTransactionUser.ResponseReceived(ClientTransactionId transaction, SipResponse response)
    {
    }

    void IClientTransactionUser.TimedOut(ClientTransactionId transaction)
    {
    }

    void IClientTransactionUser.TransportFailed(ClientTransactionId transaction, string reason)
    {
    }
}
