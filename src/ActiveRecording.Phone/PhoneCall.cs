using ActiveRecording.Phone.Media;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.Phone;

/// <summary>
/// One call of a phone. What is asked of it and what happens to it runs on the phone's strand; its tasks are
/// awaited from anywhere.
/// </summary>
public abstract class PhoneCall
{
    private readonly TaskCompletionSource ringing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource established =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<CallEnding> ended =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SipRequest? lastAck;
    private bool awaitsAnswerInAck;
    private bool reoffering;

    private protected PhoneCall(PhoneContext context, string callId, string localTag)
    {
        Context = context;
        CallId = callId;
        LocalTag = localTag;
        Media = context.OpenMedia();
        Video = context.Options.Video.Count > 0 ? context.OpenMedia() : null;
        Negotiation = new MediaNegotiation(context, Media, Video);
    }

    /// <summary>Call-ID.</summary>
    public string CallId { get; }

    /// <summary>What it sends and hears.</summary>
    public PhoneMedia Media { get; }

    /// <summary>What it shows and sees; null for a phone without pictures.</summary>
    public PhoneMedia? Video { get; }

    /// <summary>Done when the callee rings; cancelled if the call ends before.</summary>
    public Task Ringing => ringing.Task;

    /// <summary>Done when the call is answered and confirmed.</summary>
    /// <exception cref="CallEndedException">It ended before.</exception>
    public Task Established => established.Task;

    /// <summary>Done when the call is over, whoever ended it.</summary>
    public Task<CallEnding> Ended => ended.Task;

    /// <summary>When the 200 to its INVITE was sent or received; null before.</summary>
    public DateTimeOffset? AnsweredAt { get; private protected set; }

    /// <summary>What it does with re-INVITEs of the peer; answers by default.</summary>
    public ReinvitePlan Reinvites { get; set; } = new ReinvitePlan.Answer();

    private protected PhoneContext Context { get; }

    private protected MediaNegotiation Negotiation { get; }

    private protected DialogState? State { get; set; }

    internal string LocalTag { get; }

    /// <summary>Ends the call as its state asks: BYE, CANCEL or a refusal.</summary>
    public Task<CallEnding> HangUpAsync()
    {
        Context.Endpoint.Post(HangUp);
        return Ended;
    }

    /// <summary>Offers anew within the call: hold (sendonly, inactive) and resume (sendrecv).</summary>
    /// <returns>The final status.</returns>
    public Task<int> ReofferAsync(Direction direction)
    {
        var answered = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        Context.Endpoint.Post(() => Reoffer(direction, answered));
        return answered.Task;
    }

    private protected abstract void HangUp();

    internal bool Owns(SipMessage received) =>
        Dialog.IdOf(received) is var id && id.CallId == CallId && id.LocalTag == LocalTag;

    /// <summary>A request within the dialog.</summary>
    internal void Receive(ServerTransactionId transaction, SipRequest request)
    {
        if (State is null || ended.Task.IsCompleted)
        {
            Context.Endpoint.Respond(transaction, request.CreateResponse(481));
            return;
        }

        if (Dialog.SequenceOf(State, request) == DialogSequence.OutOfOrder)
        {
            Context.Endpoint.Respond(transaction, request.CreateResponse(500));
            return;
        }

        State = Dialog.OnRequest(State, request);
        if (request.Method == SipMethod.Bye)
        {
            Context.Endpoint.Respond(transaction, request.CreateResponse(200));
            End(CallEndCause.HungUpThere);
        }
        else if (request.Method == SipMethod.Invite)
        {
            TakeReinvite(transaction, request);
        }
        else
        {
            Context.Endpoint.Respond(transaction, PhoneAnswers.ToOther(request));
        }
    }

    /// <summary>The ACK of a 200 that this phone sent.</summary>
    internal virtual void Acknowledge(SipRequest ack)
    {
        if (awaitsAnswerInAck && SessionDescription.TryParse(ack.Body.Span, out var answer))
            Negotiation.TryStream(answer);
        awaitsAnswerInAck = false;
        Establish();
    }

    /// <summary>No ACK came in 64 × T1: the dialog is ended by BYE (RFC 3261 §13.3.1.4).</summary>
    internal void AckMissing()
    {
        SendBye();
        End(CallEndCause.Failed);
    }

    internal virtual void Cancelled()
    {
    }

    internal void Ring() => ringing.TrySetResult();

    private protected void Establish()
    {
        ringing.TrySetResult();
        established.TrySetResult();
    }

    private protected void End(CallEndCause cause, int? status = null)
    {
        var ending = new CallEnding(cause, status, Context.Time.GetUtcNow());
        if (!ended.TrySetResult(ending)) return;
        Media.Dispose();
        Video?.Dispose();
        ringing.TrySetCanceled();
        // Looked at, because a script need not wait for the beginning of a call that it expects to fail.
        if (established.TrySetException(new CallEndedException(ending))) _ = established.Task.Exception;
    }

    private protected void SendBye()
    {
        var (next, bye) = Dialog.CreateRequest(State!, SipMethod.Bye);
        State = next;
        if (Context.Endpoint.TryResolve(bye, out var hop))
            _ = new Exchange(Context, bye, hop, static _ => { });
    }

    /// <summary>
    /// The body of a 200: an answer, or an offer if the INVITE had none; null if there is no common codec.
    /// </summary>
    private protected SessionDescription? Describe(SipRequest invite)
    {
        awaitsAnswerInAck = invite.Body.IsEmpty;
        if (awaitsAnswerInAck) return Negotiation.Offer();
        return SessionDescription.TryParse(invite.Body.Span, out var offer)
            && Negotiation.TryAnswer(offer, out var answer)
            ? answer
            : null;
    }

    /// <summary>Acknowledges a 2xx, again each time it is repeated.</summary>
    private protected void SendAck(SipResponse success, bool answerOffer)
    {
        if (lastAck is null || lastAck.CSeq.Number != success.CSeq.Number)
        {
            lastAck = Dialog.CreateAck(State!, success.CSeq.Number);
            if (SessionDescription.TryParse(success.Body.Span, out var description))
            {
                if (!answerOffer) Negotiation.TryStream(description);
                else if (Negotiation.TryAnswer(description, out var answer))
                    lastAck.SetBody(SessionDescription.ContentType, answer.ToBytes());
            }
        }

        if (Context.Endpoint.TryResolve(lastAck, out var hop)) Context.Endpoint.SendStateless(lastAck, hop);
    }

    private void TakeReinvite(ServerTransactionId transaction, SipRequest invite)
    {
        switch (Reinvites)
        {
            case ReinvitePlan.Ignore:
                break;
            case ReinvitePlan.Refuse refuse when refuse.Times > 0:
                Reinvites = refuse with { Times = refuse.Times - 1 };
                Context.Endpoint.Respond(transaction, invite.CreateResponse(refuse.Status));
                break;
            default:
                Context.Endpoint.Respond(transaction, AnswerReinvite(invite));
                break;
        }
    }

    private SipResponse AnswerReinvite(SipRequest invite)
    {
        if (reoffering) return invite.CreateResponse(491);
        if (Describe(invite) is not { } description) return invite.CreateResponse(488);
        var response = invite.CreateResponse(200);
        response.Contact = new(SipUri.Parse(State!.LocalTarget));
        response.SetBody(SessionDescription.ContentType, description.ToBytes());
        return response;
    }

    /// <summary>A success that comes again has missed its ACK; that of an earlier offer changes nothing any more.</summary>
    private void Reacknowledge(SipResponse success)
    {
        var ack = lastAck?.CSeq.Number == success.CSeq.Number ? lastAck : Dialog.CreateAck(State!, success.CSeq.Number);
        if (success.IsSuccess && Context.Endpoint.TryResolve(ack, out var hop)) Context.Endpoint.SendStateless(ack, hop);
    }

    private void Reoffer(Direction direction, TaskCompletionSource<int> answered)
    {
        if (State is null || reoffering || ended.Task.IsCompleted)
        {
            answered.SetException(
                new InvalidOperationException("Only an established call, one offer at a time."));
            return;
        }

        var (next, invite) = Dialog.CreateRequest(State, SipMethod.Invite);
        State = next;
        invite.SetBody(SessionDescription.ContentType, Negotiation.Offer(direction).ToBytes());
        if (!Context.Endpoint.TryResolve(invite, out var hop))
        {
            answered.SetResult(503);
            return;
        }

        reoffering = true;
        _ = new Exchange(Context, invite, hop, response =>
        {
            if (!response.IsFinal) return;
            if (!answered.TrySetResult(response.StatusCode))
            {
                Reacknowledge(response);
                return;
            }

            reoffering = false;
            // A challenged request was sent again with the next number.
            State = Dialog.OnResponse(State! with { LocalCSeq = Math.Max(State.LocalCSeq, response.CSeq.Number) }, response);
            if (response.IsSuccess) SendAck(response, answerOffer: false);
        });
    }
}
