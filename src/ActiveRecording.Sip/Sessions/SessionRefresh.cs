using ActiveRecording.Sdp;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.Sip.Sessions;

/// <summary>
/// One refresh of a session (RFC 4028 §7.4): UPDATE without a body, or INVITE with the description that holds. On the
/// endpoint's strand.
/// </summary>
public sealed class SessionRefresh<TDialog> : IClientTransactionUser
    where TDialog : class, IRefreshedDialog
{
    private const int RequestTimeout = 408;
    private const int ServiceUnavailable = 503;
    private readonly SipEndpoint endpoint;
    private readonly SessionKeeper<TDialog> keeper;
    private readonly TDialog dialog;
    private readonly SipRequest request;

    private SessionRefresh(SipEndpoint endpoint, SessionKeeper<TDialog> keeper, TDialog dialog, SipRequest request) =>
        (this.endpoint, this.keeper, this.dialog, this.request) = (endpoint, keeper, dialog, request);

    /// <summary>Sends one; what becomes of it is told to <paramref name="keeper"/>.</summary>
    public static void Send(SipEndpoint endpoint, SessionKeeper<TDialog> keeper, TDialog dialog, SipMethod method)
    {
        (dialog.Dialog, var request) = Dialog.CreateRequest(dialog.Dialog, method);
        keeper.Offer(dialog, request);
        dialog.IsReinviting = method == SipMethod.Invite;
        if (dialog.IsReinviting && dialog.Local is { } local) request.SetBody(SessionDescription.ContentType, local.ToBytes());
        var refresh = new SessionRefresh<TDialog>(endpoint, keeper, dialog, request);
        if (endpoint.TryResolve(request, out var hop)) endpoint.Send(request, hop, refresh);
        else refresh.Fail(ServiceUnavailable);
    }

    /// <inheritdoc/>
    public void ResponseReceived(ClientTransactionId transaction, SipResponse response)
    {
        if (response.IsProvisional) return;
        dialog.IsReinviting = false;
        if (!response.IsSuccess)
        {
            if (!keeper.TryLonger(dialog, request, response)) keeper.Failed(dialog, response.StatusCode);
            return;
        }

        dialog.Dialog = Dialog.OnResponse(dialog.Dialog, response);
        keeper.Answered(dialog, request, response);
        if (request.Method == SipMethod.Invite) Acknowledge();
    }

    /// <inheritdoc/>
    public void TimedOut(ClientTransactionId transaction) => Fail(RequestTimeout);

    /// <inheritdoc/>
    public void TransportFailed(ClientTransactionId transaction, string reason) => Fail(ServiceUnavailable);

    private void Fail(int status)
    {
        dialog.IsReinviting = false;
        keeper.Failed(dialog, status);
    }

    private void Acknowledge()
    {
        var ack = Dialog.CreateAck(dialog.Dialog, request.CSeq.Number);
        if (endpoint.TryResolve(ack, out var hop)) endpoint.SendStateless(ack, hop);
    }
}
