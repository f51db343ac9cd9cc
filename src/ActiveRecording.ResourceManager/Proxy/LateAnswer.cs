using ActiveRecording.Sip;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.ResourceManager.Proxy;

/// <summary>Ends a dialog that a resource opened after it was given up, in place of the caller who never learns of it.</summary>
internal sealed class LateAnswer : IClientTransactionUser
{
    private static readonly LateAnswer Nobody = new();

    /// <summary>Acknowledges the 2xx (RFC 3261 §13.2.2.4) and sends BYE, straight to where the INVITE went.</summary>
    public static void HangUp(SipEndpoint endpoint, SipRequest invite, SipResponse response, SipHop hop)
    {
        // Straight: the recorded route leads back to the caller.
        var dialog = Dialog.FromUac(invite, response) with { RouteSet = RouteSet.Empty };
        endpoint.SendStateless(Dialog.CreateAck(dialog, invite.CSeq.Number), hop);
        endpoint.Send(Dialog.CreateRequest(dialog, SipMethod.Bye).Request, hop, Nobody);
    }

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
