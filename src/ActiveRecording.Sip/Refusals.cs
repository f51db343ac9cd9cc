using System.Globalization;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Sip;

/// <summary>
/// The answers an endpoint gives without a transaction (RFC 3261 §8.2.7), and the silence it keeps; everything counted.
/// </summary>
internal sealed class Refusals(
    SipEndpointOptions options, string tag, TransportLayer transports, Outbox outbox, SipMeter meter, RefusalLog log)
{
    private const int RetryAfterSeconds = 5;

    /// <summary>The To tag of every such answer: the ACK that repeats it is recognised by it.</summary>
    public string Tag => tag;

    /// <summary>Whether an ACK acknowledges an answer made here.</summary>
    public bool Made(SipRequest ack) => string.Equals(ack.To.Tag, tag, StringComparison.Ordinal);

    /// <summary>Counts what deserves no answer.</summary>
    public void Drop(string reason, SipHop from)
    {
        meter.Refused(reason, from.Transport);
        log.Refused(from.Remote.Address, reason);
    }

    /// <summary>Refuses a request before it becomes a transaction.</summary>
    public void Refuse(SipRequest request, int status, string reason, SipHop replyTo, SipHop from)
    {
        Drop(reason, from);
        var response = request.CreateResponse(status, toTag: tag);
        if (status == 503)
            response.Headers.Set(HeaderNames.RetryAfter, RetryAfterSeconds.ToString(CultureInfo.InvariantCulture));
        Send(response, replyTo);
    }

    /// <summary>Answers bytes that are no message, if they can be answered.</summary>
    public void Refuse(Unreadable what, SipHop from)
    {
        Drop(what.Error.Kind.ToString().ToLowerInvariant(), what.Error.Reason, from);
        if (what.Error.Answer is { } answer) Answer(answer, from);
        if (what.EndsStream && from.Flow is { } flow) transports.Close(flow);
    }

    private void Answer(SipResponse answer, SipHop from)
    {
        // Only the top Via is known to be one.
        if (!Via.TryParse(answer.Headers.First(HeaderNames.Via) ?? "", out var top)) return;
        var via = top.WithReceived(from.Remote.Address.ToString(), from.Remote.Port);
        answer.ReplaceTopVia(via);
        answer.TrySetToTag(tag);
        if (HopResolver.TryResolve(via, options.Hosts, from, out var replyTo)) Send(answer, replyTo);
    }

    private void Drop(string kind, string reason, SipHop from)
    {
        meter.Refused(kind, from.Transport);
        log.Refused(from.Remote.Address, reason);
    }

    private void Send(SipResponse response, SipHop replyTo)
    {
        if (options.ServerHeader is { } server) response.Headers.Set(HeaderNames.Server, server);
        outbox.Send(response, response.ToBytes(), replyTo);
    }
}
