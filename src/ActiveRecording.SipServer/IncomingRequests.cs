using ActiveRecording.Domain.Calls;
using ActiveRecording.Sdp;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;
using ActiveRecording.SipServer.Calls;
using ActiveRecording.SipServer.Registrations;

namespace ActiveRecording.SipServer;

/// <summary>
/// What comes in by SIP: refused, answered here, or told to the call it belongs to. On the endpoint's strand.
/// </summary>
internal sealed class IncomingRequests(
    SipEndpoint endpoint, Registrar registrar, IncomingCalls calls, ReceivedTable received, TimeProvider time,
    Func<string, SwitchedCallCommand, bool> tell)
{
    private const string RetryAfterSeconds = "5";

    /// <summary>Names the call of an INVITE outside of dialogs; null for a node alone. Set before the first request.</summary>
    public Func<SipRequest, string>? CallOf { private get; set; }

    public void RequestReceived(ServerTransactionId transaction, SipRequest request, SipHop from)
    {
        if (request.UnsupportedExtensions(SipServerMethods.SupportedExtensions) is { Count: > 0 } unsupported)
            Answer(transaction, request, 420, (HeaderNames.Unsupported, string.Join(", ", unsupported)));
        else if (request.MaxForwards == 0 && !IsAnsweredHere(request))
            Answer(transaction, request, 483);
        else if (request.To.Tag is not null)
            ReceiveInDialog(transaction, request);
        else if (request.Method == SipMethod.Invite)
            ReceiveCall(transaction, request, from);
        else if (request.Method == SipMethod.Register)
            registrar.Register(transaction, request, from);
        else
            Answer(transaction, request, StatusOutsideOfDialog(request.Method));
    }

    public void Cancelled(ServerTransactionId inviteTransaction, SipRequest cancel)
    {
        if (!received.TryGet(inviteTransaction, out var invite)) return;
        tell(invite.CallUuid, new SwitchedCallCommand.ReceiveCancel(
            time.GetUtcNow(), invite.Leg, inviteTransaction, ReceivedRequests.ReasonOf(cancel)));
    }

    /// <summary>A CANCEL that fits no transaction here: its call knows the INVITE, if any does.</summary>
    public void CancelledLate(string callUuid, LegId leg, ServerTransactionId transaction, ServerTransactionId invite, SipRequest cancel)
    {
        received.Add(transaction, new ReceivedRequest(cancel, callUuid, leg));
        var late = new SwitchedCallCommand.ReceiveLateCancel(time.GetUtcNow(), leg, transaction, invite, ReceivedRequests.ReasonOf(cancel));
        if (tell(callUuid, late)) return;
        received.Answered(transaction, 503);
        Answer(transaction, cancel, 503, (HeaderNames.RetryAfter, RetryAfterSeconds));
    }

    /// <summary>The INVITE was refused, because nobody acknowledged what it was told reliably.</summary>
    public void PrackMissing(ServerTransactionId inviteTransaction)
    {
        if (!received.TryTake(inviteTransaction, out var invite)) return;
        var at = time.GetUtcNow();
        tell(invite.CallUuid, new SwitchedCallCommand.ReceiveCancel(at, invite.Leg, inviteTransaction) { IsRefused = true });
    }

    public void AckReceived(SipRequest ack)
    {
        received.Acknowledged(ack);
        if (CallTokens.TryRead(ack.To.Tag, out var callUuid, out var leg))
            tell(callUuid, new SwitchedCallCommand.ReceiveAck(ack.ReceivedAt ?? time.GetUtcNow(), leg, ack));
    }

    /// <summary>
    /// The journal did not take a request in time. A BYE is believed all the same, its call hears of it when the journal
    /// does; the peer of any other request tries again.
    /// </summary>
    public void Overdue(ServerTransactionId transaction, ReceivedRequest overdue)
    {
        if (transaction.Method == SipMethod.Bye) endpoint.Respond(transaction, overdue.Request.CreateResponse(200));
        else Answer(transaction, overdue.Request, 503, (HeaderNames.RetryAfter, RetryAfterSeconds));
    }

    public void RefusalSettled(ServerTransactionId inviteTransaction, SipResponse refusal)
    {
        if (CallTokens.TryRead(refusal.To.Tag, out var callUuid, out var leg))
            tell(callUuid, new SwitchedCallCommand.SettleRefusal(time.GetUtcNow(), leg, inviteTransaction));
    }

    public void AckMissing(ServerTransactionId inviteTransaction)
    {
        if (received.TryTake(inviteTransaction, out var invite))
            tell(invite.CallUuid, new SwitchedCallCommand.MissAck(time.GetUtcNow(), invite.Leg));
    }

    /// <summary>Goes no further, however many hops it may still take (RFC 3261 §11, §16.3).</summary>
    private static bool IsAnsweredHere(SipRequest request) =>
        request.To.Tag is null && (request.Method == SipMethod.Options || request.Method == SipMethod.Register);

    private static int StatusOutsideOfDialog(SipMethod method)
    {
        if (method == SipMethod.Options) return 200;
        return SipServerMethods.NeedsDialog(method) ? 481 : SipServerMethods.Refusal(method);
    }

    /// <summary>Where another node may have had the call it is asked first, for what this node knows of callers may have changed.</summary>
    private void ReceiveCall(ServerTransactionId transaction, SipRequest invite, SipHop from)
    {
        if (CallOf is not { } callOf)
        {
            calls.Receive(transaction, invite, from);
            return;
        }

        var callUuid = callOf(invite);
        received.Add(transaction, new ReceivedRequest(invite, callUuid, LegId.Origin));
        if (tell(callUuid, new SwitchedCallCommand.Recall(time.GetUtcNow(), transaction, invite, from))) return;
        received.Answered(transaction, 503);
        Answer(transaction, invite, 503, (HeaderNames.RetryAfter, RetryAfterSeconds));
    }

    private void ReceiveInDialog(ServerTransactionId transaction, SipRequest request)
    {
        if (!CallTokens.TryRead(request.To.Tag, out var callUuid, out var leg))
        {
            Answer(transaction, request, 481);
            return;
        }

        received.Add(transaction, new ReceivedRequest(request, callUuid, leg));
        if (tell(callUuid, new SwitchedCallCommand.Receive(request.ReceivedAt ?? time.GetUtcNow(), leg, transaction, request))) return;
        received.Answered(transaction, 503);
        Answer(transaction, request, 503, (HeaderNames.RetryAfter, RetryAfterSeconds));
    }

    private void Answer(
        ServerTransactionId transaction, SipRequest request, int status, (string Name, string Value)? header = null)
    {
        var draft = new ResponseDraft(status) { ToTag = endpoint.NewTag(), Headers = header is { } one ? [one] : [] };
        var response = draft.To(request);
        if (request.Method == SipMethod.Options) response.Headers.Set(HeaderNames.Accept, SessionDescription.ContentType);
        endpoint.Respond(transaction, response);
    }
}
