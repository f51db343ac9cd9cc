using ActiveRecording.MediaServer.Legs;
using ActiveRecording.MediaServer.RecordingSessions;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.MediaServer;

/// <summary>
/// Takes requests in and hands each to the legs, to the dialogs with recorders, or back with a refusal. Lives
/// on the strand.
/// </summary>
internal sealed class MediaServerDesk(
    RoomContext context, LegTable legs, LegDialogs dialogs, LegRequests ofLegs, RecorderDialogs recorders,
    RecorderRequests ofRecorders)
    : ISipUser
{
    private const string RetryAfterSeconds = "2";

    /// <summary>New legs are taken; else they are refused with 503.</summary>
    public bool IsOpen { get; set; }

    void ISipUser.RequestReceived(ServerTransactionId transaction, SipRequest request, SipHop from)
    {
        if (Answer(transaction, request, from) is not { } response) return;
        if (response.StatusCode >= 300)
            context.Log.Refused(
                request.Method.Name, request.CallId, response.StatusCode, response.ReasonPhrase);
        context.Endpoint.Respond(transaction, response);
    }

    /// <summary>Every INVITE is answered at once: there is none left to cancel.</summary>
    void ISipUser.Cancelled(ServerTransactionId inviteTransaction, SipRequest cancel)
    {
    }

    void ISipUser.AckReceived(SipRequest ack, SipHop from)
    {
        if (legs.Find(ack) is { } leg) dialogs.Acknowledged(leg, ack);
    }

    void ISipUser.AckMissing(ServerTransactionId inviteTransaction) => dialogs.AckMissing(inviteTransaction);

    /// <summary>Null if the answer follows later.</summary>
    private SipResponse? Answer(ServerTransactionId transaction, SipRequest request, SipHop from)
    {
        if (request.UnsupportedExtensions(Capabilities.Extensions) is { Count: > 0 } unsupported)
            return Capabilities.Unsupported(request, unsupported);
        if (request.To.Tag is null) return OutOfDialog(transaction, request, from);
        if (legs.Find(request) is { } leg) return ofLegs.Answer(transaction, leg, request);
        if (recorders.Find(request) is { } link) return ofRecorders.Answer(transaction, link, request);
        return request.CreateResponse(481);
    }

    private SipResponse OutOfDialog(ServerTransactionId transaction, SipRequest request, SipHop from)
    {
        if (request.Method == SipMethod.Options) return Capabilities.Answer(request);
        if (request.Method == SipMethod.Bye || request.Method == SipMethod.Info)
            return request.CreateResponse(481);
        if (request.Method != SipMethod.Invite) return Capabilities.NotAllowed(request);
        if (!LegInvitation.TryRead(request.RequestUri, out var invitation))
            return request.CreateResponse(404, "No Such Service");
        if (IsOpen) return dialogs.Open(transaction, request, invitation, from);
        var closed = request.CreateResponse(503);
        closed.Headers.Add(HeaderNames.RetryAfter, RetryAfterSeconds);
        return closed;
    }
}
