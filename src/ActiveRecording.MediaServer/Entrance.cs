using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.MediaServer;

/// <summary>Ties the endpoint, made first, to the desk, made last.</summary>
internal sealed class Entrance(Func<ISipUser> desk) : ISipUser
{
    public void RequestReceived(ServerTransactionId transaction, SipRequest request, SipHop from) =>
        desk().RequestReceived(transaction, request, from);

    public void Cancelled(ServerTransactionId inviteTransaction, SipRequest cancel) =>
        desk().Cancelled(inviteTransaction, cancel);

    public void AckReceived(SipRequest ack, SipHop from) => desk().AckReceived(ack, from);

    public void AckMissing(ServerTransactionId inviteTransaction) => desk().AckMissing(inviteTransaction);
}
