using ActiveRecording.Domain.Calls;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.SipServer.Calls;

/// <summary>What SIP tells a call.</summary>
/// <param name="At">When it was received.</param>
public abstract record SwitchedCallCommand(DateTimeOffset At)
{
    /// <summary>An INVITE outside of any dialog, whose caller and callee are known.</summary>
    public sealed record Place(
        DateTimeOffset At, ServerTransactionId Transaction, SipRequest Invite, CallCommand.Place Call, CallRouted Routing)
        : SwitchedCallCommand(At);

    /// <summary>
    /// An INVITE outside of any dialog, of which nothing is known yet: it may be the one that the call is from, told again because the node
    /// that had it is gone.
    /// </summary>
    public sealed record Recall(DateTimeOffset At, ServerTransactionId Transaction, SipRequest Invite, SipHop From) : SwitchedCallCommand(At);

    /// <summary>A request inside a leg's dialog; never ACK or CANCEL.</summary>
    public sealed record Receive(DateTimeOffset At, LegId Leg, ServerTransactionId Transaction, SipRequest Request)
        : SwitchedCallCommand(At);

    /// <summary>The ACK of a success.</summary>
    public sealed record ReceiveAck(DateTimeOffset At, LegId Leg, SipRequest Ack) : SwitchedCallCommand(At);

    /// <summary>CANCEL of an INVITE, or the discovery that it can no longer be answered.</summary>
    public sealed record ReceiveCancel(DateTimeOffset At, LegId Leg, ServerTransactionId Transaction, string? Reason = null)
        : SwitchedCallCommand(At)
    {
        /// <summary>It was refused by the transaction layer: a success of ours that was still waiting is lost (RFC 3262 §3).</summary>
        public bool IsRefused { get; init; }
    }

    /// <summary>CANCEL of an INVITE that has no transaction here, because the node that had it is gone.</summary>
    public sealed record ReceiveLateCancel(
        DateTimeOffset At, LegId Leg, ServerTransactionId Transaction, ServerTransactionId Invite, string? Reason) : SwitchedCallCommand(At);

    /// <summary>The other party's final answer to a request that was passed on to it.</summary>
    public sealed record AnswerRelayed(DateTimeOffset At, LegId Leg, ServerTransactionId Asked, ResponseDraft Draft)
        : SwitchedCallCommand(At);

    /// <summary>
    /// The other party has never had a request that was passed on before a restart, and will not take it under its old CSeq
    /// any more: it is passed on anew.
    /// </summary>
    public sealed record RelayAnew(DateTimeOffset At, LegId Leg, ServerTransactionId Asked, SipRequest Request) : SwitchedCallCommand(At);

    /// <summary>Our refusal of an INVITE was acknowledged, or nobody does.</summary>
    public sealed record SettleRefusal(DateTimeOffset At, LegId Leg, ServerTransactionId Transaction) : SwitchedCallCommand(At);

    /// <summary>No ACK for our success.</summary>
    public sealed record MissAck(DateTimeOffset At, LegId Leg) : SwitchedCallCommand(At);

    /// <summary>A response above 100 to a request of ours.</summary>
    public sealed record ReceiveResponse(DateTimeOffset At, LegId Leg, ClientTransactionId Transaction, SipResponse Response)
        : SwitchedCallCommand(At)
    {
        /// <summary>Where it leads, if it is a redirection that may be followed.</summary>
        public Redirect? Redirect { get; init; }
    }

    /// <summary>A request of ours that nobody answered (408) or that could not be sent (503), RFC 3261 §8.1.3.1.</summary>
    public sealed record MissResponse(
        DateTimeOffset At, LegId Leg, string CallId, ClientTransactionId Transaction, int Status, string Reason) : SwitchedCallCommand(At);

    /// <summary>The call was running before a restart.</summary>
    public sealed record Recover(DateTimeOffset At) : SwitchedCallCommand(At);

    /// <summary>The session timer of a leg has come to something (RFC 4028 §10).</summary>
    public sealed record AwakeSession(DateTimeOffset At, LegId Leg) : SwitchedCallCommand(At);

    /// <summary>What needs no SIP to be understood: deadlines, the end of a recording.</summary>
    public sealed record Tell(CallCommand Command) : SwitchedCallCommand(Command.At);
}

/// <summary>Bodies as commands need them.</summary>
internal static class SessionBodies
{
    /// <summary>The description in a message; null if there is none or it cannot be read.</summary>
    public static SessionDescription? Of(SipMessage message) =>
        message.ContentType is { } type && type.Is(SessionDescription.ContentType)
        && SessionDescription.TryParse(message.Body.Span, out var description) ? description : null;
}
