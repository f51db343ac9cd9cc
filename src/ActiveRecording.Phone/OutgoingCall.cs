using ActiveRecording.Sdp;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Phone;

/// <summary>A call that this phone makes.</summary>
public sealed class OutgoingCall : PhoneCall
{
    private readonly bool delayedOffer;
    private readonly List<int> statuses = [];
    private Exchange? invitation;
    private bool cancelled;

    internal OutgoingCall(PhoneContext context, bool delayedOffer)
        : base(context, context.Endpoint.NewCallId(), context.Endpoint.NewTag()) =>
            this.delayedOffer = delayedOffer;

    /// <summary>
    /// The status of each response to its INVITE so far, in order; the challenge for credentials left out.
    /// </summary>
    public IReadOnlyList<int> Statuses
    {
        get
        {
            lock (statuses) return [.. statuses];
        }
    }

    internal void Invite(SipUri target)
    {
        if (!Context.TryFirstHop(target, out var hop))
        {
            End(CallEndCause.Failed);
            return;
        }

        var from = new NameAddress(Context.Options.Name, Context.Address, SipParameters.Empty)
            .WithTag(LocalTag);
        var invite = NewRequest.Create(SipMethod.Invite, target, from, new NameAddress(target), CallId);
        invite.Contact = new(Context.Endpoint.Contact(Context.Options.User, hop!));
        invite.Headers.Add(HeaderNames.Allow, PhoneContext.Allow);
        if (!delayedOffer) invite.SetBody(SessionDescription.ContentType, Negotiation.Offer().ToBytes());
        invitation = new Exchange(Context, invite, hop!, Answered);
    }

    private protected override void HangUp()
    {
        if (Ended.IsCompleted) return;
        if (State is not null)
        {
            SendBye();
            End(CallEndCause.HungUpHere);
        }
        else
        {
            cancelled = true;
            invitation?.Cancel();
        }
    }

    private void Answered(SipResponse response)
    {
        lock (statuses) statuses.Add(response.StatusCode);
        if (response.IsSuccess) Succeed(response);
        else if (response.IsFinal)
            End(cancelled ? CallEndCause.Cancelled : CallEndCause.Refused, response.StatusCode);
        else if (response.StatusCode > 100) Progress(response);
    }

    private void Progress(SipResponse response)
    {
        Ring();
        if (!delayedOffer && SessionDescription.TryParse(response.Body.Span, out var early))
            Negotiation.TryStream(early);
    }

    private void Succeed(SipResponse response)
    {
        var repeated = State is not null;
        State ??= Dialog.FromUac(invitation!.Request, response);
        SendAck(response, answerOffer: delayedOffer);
        if (repeated) return;
        AnsweredAt = Context.Time.GetUtcNow();
        Establish();
        // The 200 crossed our CANCEL (RFC 3261 §9.1).
        if (cancelled) HangUp();
    }
}
