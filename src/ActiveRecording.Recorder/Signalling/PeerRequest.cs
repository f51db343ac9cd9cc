using ActiveRecording.Recorder.Sessions;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.Recorder.Signalling;

/// <summary>A request of ours within a session's dialog: BYE, or OPTIONS as a sign-of-life check.</summary>
internal sealed class PeerRequest(Action<int> answered) : IClientTransactionUser
{
    private const int TimedOutStatus = 408;

    /// <summary>Told when the request could not be sent (RFC 3261 §8.1.3.1).</summary>
    public const int UnreachableStatus = 503;


    /// <summary>
    /// Sends it; <paramref name="answered"/> gets the final status on the endpoint's strand, 408 or 503
    /// without one.
    /// </summary>
    public static void Send(
        RecorderContext context, LiveSession session, SipMethod method, Action<int> answered,
        Reason? why = null)
    {
        (session.Dialog, var request) = Dialog.CreateRequest(session.Dialog, method);
        if (why is not null) request.Reasons = [why];
        if (context.Endpoint.TryResolve(request, out var hop))
            context.Endpoint.Send(request, hop, new PeerRequest(answered));
        else context.Endpoint.Post(() => answered(UnreachableStatus));
    }

    /// <inheritdoc/>
    public void ResponseReceived(ClientTransactionId transaction, SipResponse response)
    {
        if (response.IsFinal) answered(response.StatusCode);
    }

    /// <inheritdoc/>
    public void TimedOut(ClientTransactionId transaction) => answered(TimedOutStatus);

    /// <inheritdoc/>
    public void TransportFailed(ClientTransactionId transaction, string reason) =>
        answered(UnreachableStatus);
}
