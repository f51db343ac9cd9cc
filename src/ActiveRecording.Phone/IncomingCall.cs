using ActiveRecording.Sdp;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Phone;

/// <summary>A call that this phone gets.</summary>
public sealed class IncomingCall : PhoneCall
{
    private readonly SipUri contact;
    private SessionDescription? description;
    private ITimer? answerTimer;
    private bool answered;
    private bool hangsUpOnAck;

    internal IncomingCall(
        PhoneContext context, ServerTransactionId transaction, SipRequest invite, SipHop from)
        : base(context, invite.CallId, context.Endpoint.NewTag())
    {
        Transaction = transaction;
        Invite = invite;
        contact = context.Endpoint.Contact(context.Options.User, from);
    }

    /// <summary>The request as it came.</summary>
    public SipRequest Invite { get; }

    internal ServerTransactionId Transaction { get; }

    /// <summary>Answers a ringing call.</summary>
    public void Answer() => Context.Endpoint.Post(AnswerNow);

    /// <summary>Refuses a ringing call.</summary>
    /// <param name="status">300 to 699.</param>
    public void Reject(int status) => Context.Endpoint.Post(() => Refuse(status, CallEndCause.Refused));

    internal void Begin(IncomingPlan plan)
    {
        switch (plan)
        {
            case IncomingPlan.Reject reject:
                Refuse(reject.Status, CallEndCause.Refused);
                break;
            case IncomingPlan.Answer answer when answer.After > TimeSpan.Zero:
                Progress(answer.EarlyMedia);
                answerTimer = Context.Time.CreateTimer(
                    _ => Answer(), null, answer.After, Timeout.InfiniteTimeSpan);
                break;
            case IncomingPlan.Answer:
                AnswerNow();
                break;
            case IncomingPlan.Ring:
                Progress(earlyMedia: false);
                break;
        }
    }

    /// <summary>The caller gave up (RFC 3261 §9.2).</summary>
    internal override void Cancelled() => Refuse(487, CallEndCause.Cancelled);

    internal override void Acknowledge(SipRequest ack)
    {
        base.Acknowledge(ack);
        if (hangsUpOnAck) HangUp();
    }

    private protected override void HangUp()
    {
        if (!answered)
        {
            Refuse(603, CallEndCause.Refused);
            return;
        }

        // A callee's BYE has to wait for the ACK (RFC 3261 §15).
        hangsUpOnAck = !Established.IsCompleted;
        if (hangsUpOnAck || Ended.IsCompleted) return;
        SendBye();
        End(CallEndCause.HungUpHere);
    }

    private void Progress(bool earlyMedia)
    {
        var body = earlyMedia && !Invite.Body.IsEmpty ? description = Describe(Invite) : null;
        Respond(body is null ? 180 : 183, body);
        Ring();
    }

    private void AnswerNow()
    {
        if (answered || Ended.IsCompleted) return;
        description ??= Describe(Invite);
        if (description is null)
        {
            Refuse(488, CallEndCause.Refused);
            return;
        }

        answered = true;
        State = Dialog.FromUas(Invite, LocalTag, contact);
        AnsweredAt = Context.Time.GetUtcNow();
        Respond(200, description);
    }

    private void Refuse(int status, CallEndCause cause)
    {
        if (answered || Ended.IsCompleted) return;
        answerTimer?.Dispose();
        Respond(status, null);
        End(cause, status);
    }

    private void Respond(int status, SessionDescription? body)
    {
        var response = Invite.CreateResponse(status, toTag: LocalTag);
        response.Contact = new(contact);
        if (body is not null) response.SetBody(SessionDescription.ContentType, body.ToBytes());
        Context.Endpoint.Respond(Transaction, response);
    }
}
