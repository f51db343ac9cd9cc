using ActiveRecording.Domain.Recordings;
using ActiveRecording.Recorder.Sessions;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.Recorder.Signalling;

/// <summary>Requests within a session's dialog: re-INVITE, UPDATE, BYE, OPTIONS.</summary>
internal sealed class DialogRequests(RecorderContext context)
{
    /// <summary>A BYE is answered after so long even while the journal cannot be reached.</summary>
    private static readonly TimeSpan LongestBye = TimeSpan.FromSeconds(3);


    /// <summary>Takes a request that carries our tag.</summary>
    public void Receive(ServerTransactionId transaction, SipRequest request)
    {
        if (context.Sessions.Find(Dialog.IdOf(request)) is not { } session)
            Respond(transaction, request.CreateResponse(481));
        else if (Dialog.SequenceOf(session.Dialog, request) == DialogSequence.OutOfOrder)
            Respond(transaction, request.CreateResponse(500, "CSeq out of order"));
        else
            Receive(session, new Waiting(transaction, request));
    }

    private void Receive(LiveSession session, Waiting waiting)
    {
        session.LastSignTicks = context.Now.UtcTicks;
        var request = waiting.Request;
        if (request.Method == SipMethod.Bye) End(session, waiting);
        else if (request.Method == SipMethod.Invite || request.Method == SipMethod.Update)
            Change(session, waiting);
        else if (request.Method == SipMethod.Options)
            Respond(waiting.Transaction, RecorderAnswers.Capabilities(request, session.Id));
        else Respond(waiting.Transaction, RecorderAnswers.NotAllowed(request, session.Id));
    }

    private void End(LiveSession session, Waiting bye)
    {
        session.Dialog = Dialog.OnRequest(session.Dialog, bye.Request);
        if (session.IsEnding)
        {
            Respond(bye.Transaction, bye.Request.CreateResponse(200));
            return;
        }

        session.Bye = bye;
        if (IsFailure(bye.Request))
            context.End(session, SessionEnd.PeerFailed, session.LastMedia ?? context.Now);
        else context.End(session, SessionEnd.Bye, context.Now, bye.Request.CallEnded);
        context.After(LongestBye, () => Confirm(session));
    }

    /// <summary>Its sender ended the session because it could not go on (RFC 3326).</summary>
    private static bool IsFailure(SipRequest bye) =>
        bye.CallEnded is null && bye.Reasons.Any(reason => reason is { Protocol: "SIP", Cause: >= 400 });

    /// <summary>Answers the BYE unless that is done.</summary>
    public void Confirm(LiveSession session)
    {
        if (session.Bye is not { } bye) return;
        session.Bye = null;
        Respond(bye.Transaction, bye.Request.CreateResponse(200));
    }

    private void Change(LiveSession session, Waiting invite)
    {
        if (session.IsEnding) Respond(invite.Transaction, invite.Request.CreateResponse(481));
        else if (context.Timers.Refuse(invite.Request) is { } tooShort)
            Respond(invite.Transaction, tooShort);
        else if (invite.Request.Method == SipMethod.Update && invite.Request.Body.IsEmpty)
            Refresh(session, invite);
        else if (session.IsReinviting) Respond(invite.Transaction, invite.Request.CreateResponse(491));
        else if (session.Invite is not null || !session.IsAccepted)
            Respond(invite.Transaction, Busy(invite.Request));
        else if (!OfferReader.TryRead(invite.Request, out var offer, out var refusal))
            Refuse(invite, session, refusal);
        else if (offer is null) Reoffer(session, invite);
        else Change(session, invite, offer);
    }

    /// <summary>An UPDATE without a body is a sign of life (RFC 3311 §5.2, RFC 4028 §7.4).</summary>
    private void Refresh(LiveSession session, Waiting update)
    {
        session.Dialog = Dialog.OnRequest(session.Dialog, update.Request);
        Succeed(session, update, description: null);
    }

    /// <summary>200, with what has become of the session timer.</summary>
    public void Succeed(LiveSession session, Waiting request, SessionDescription? description)
    {
        var response = RecorderAnswers.Success(
            request.Request, session.Id, session.Dialog.LocalTarget, description);
        context.Timers.Answer(session, request.Request, response);
        Respond(request.Transaction, response);
    }

    /// <summary>A re-INVITE without an offer draws ours (RFC 3261 §14.2): nothing has changed yet.</summary>
    private void Reoffer(LiveSession session, Waiting invite)
    {
        session.Dialog = Dialog.OnRequest(session.Dialog, invite.Request);
        session.AwaitsAnswer = true;
        Accept(session, invite);
    }

    private void Change(LiveSession session, Waiting invite, SessionDescription offer)
    {
        var ports = session.Streams.ToDictionary(stream => stream.Line, stream => stream.Port);
        var address = session.Local.Origin.Address.TryGetAddress(out var own)
            ? own
            : session.Streams[0].Receiver.Local.Rtp.Address;
        var answer = context.Negotiation.Answer(offer, ports, session.Local.Origin, address);
        if (!MediaNegotiation.HasSound(answer) && MediaNegotiation.HasSound(offer))
        {
            Refuse(invite, session, new Refusal(488, "No audio stream with a usable codec", 305));
            return;
        }

        var dialog = Dialog.OnRequest(session.Dialog, invite.Request);
        var dns = Parties(session, invite.Request);
        if (session.Remote is { } before && before.SameMedia(offer) && answer.SameMedia(session.Local)
            && dns == session.Dns && dialog.RemoteTarget == session.Dialog.RemoteTarget)
        {
            session.Dialog = dialog;
            Accept(session, invite);
            return;
        }

        var local = answer.SameMedia(session.Local)
            ? session.Local
            : answer.WithOrigin(session.Local.Origin.Next());
        session.Invite = invite;
        session.Reoffer = new Reoffer(dialog, local, offer, dns);
        var continuation = session.ContinuationOf(dialog, local, offer);
        context.TellSurely(session.RecordingId, session.Change(offer, dns, continuation, context.Now));
    }

    /// <summary>A change of party comes in the parameters of the request URI.</summary>
    private static (string First, string Second) Parties(LiveSession session, SipRequest request) => (
        request.RequestUri.Parameters["dn"] is { Length: > 0 } dn ? dn : session.Dns.First,
        request.RequestUri.Parameters["otherDN"] is { Length: > 0 } other ? other : session.Dns.Second);

    private void Accept(LiveSession session, Waiting invite)
    {
        session.AnsweredInvite = invite.Transaction;
        Succeed(session, invite, session.Local);
    }

    /// <summary>RFC 3261 §14.2: a second INVITE before the first is answered.</summary>
    private static SipResponse Busy(SipRequest request)
    {
        var response = request.CreateResponse(500, "The last INVITE is not answered yet");
        response.Headers.Add(HeaderNames.RetryAfter, "1");
        return response;
    }

    private void Refuse(Waiting invite, LiveSession session, Refusal refusal) =>
        Respond(invite.Transaction, RecorderAnswers.Refusal(invite.Request, session.Id, refusal));

    private void Respond(ServerTransactionId transaction, SipResponse response) =>
        context.Endpoint.Respond(transaction, response);
}
