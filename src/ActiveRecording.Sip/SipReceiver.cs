using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Sip;

/// <summary>What an endpoint does with what comes in, before and instead of its user. On the strand.</summary>
internal sealed class SipReceiver(
    SipEndpointOptions options,
    ISipUser user,
    ServerTransactions servers,
    ClientTransactions clients,
    Outbox outbox,
    Refusals refusals,
    TransportLayer transports,
    SipMeter meter) : ITransportUser
{
    public void MessageReceived(SipMessage message, SipHop from)
    {
        meter.Received(from.Transport);
        outbox.Saw(message, from);
        if (transports.Relay is not { } relay || !relay.TryPassOn(message, from)) Handle(message, from);
    }

    /// <summary>A message that belongs here, whichever node it came to.</summary>
    public void Handle(SipMessage message, SipHop from)
    {
        if (message is SipRequest request)
        {
            request.ReplaceTopVia(SourceOf(request.TopVia, from));
            Receive(request, from);
        }
        else if (message is SipResponse response && !clients.Receive(response) && !user.StrayReceived(response, from))
        {
            refusals.Drop("stray-response", from);
        }
    }

    public void UnreadableReceived(Unreadable what, SipHop from) => refusals.Refuse(what, from);

    public void FlowClosed(long flow, string reason)
    {
        clients.FlowClosed(flow, reason);
        transports.Relay?.FlowClosed(flow);
    }

    private void Receive(SipRequest request, SipHop from)
    {
        if (request.Method == SipMethod.Ack) ReceiveAck(request, from);
        else if (RequestKeys.Of(request, request.Method) is var id && !servers.Absorb(id)) ReceiveNew(id, request, from);
    }

    private void ReceiveAck(SipRequest ack, SipHop from)
    {
        if (servers.Acknowledge(ack) || refusals.Made(ack)) return;
        user.AckReceived(ack, from);
    }

    private void ReceiveNew(ServerTransactionId id, SipRequest request, SipHop from)
    {
        if (!HopResolver.TryResolve(request.TopVia, options.Hosts, from, out var replyTo))
        {
            refusals.Drop("no-way-back", from);
            return;
        }

        if (!request.RequestUri.IsSip && !request.RequestUri.IsTel)
        {
            refusals.Refuse(request, 416, "scheme", replyTo, from);
            return;
        }

        if (servers.Count >= options.MaxServerTransactions)
        {
            refusals.Refuse(request, 503, "transaction-limit", replyTo, from);
            return;
        }

        if (!options.IsProxy && request.Method != SipMethod.Cancel && servers.IsMerged(request))
        {
            refusals.Refuse(request, 482, "merged", replyTo, from);
            return;
        }

        servers.Add(id, request, replyTo);
        if (request.Method == SipMethod.Bye) servers.HungUp(request);
        if (request.Method == SipMethod.Cancel) ReceiveCancel(id, request);
        else if (request.Method == SipMethod.Prack && servers.AcknowledgeProvisional(request) == false) RefusePrack(id, request);
        else user.RequestReceived(id, request, from);
    }

    /// <summary>
    /// CANCEL is answered by itself; it changes nothing once the INVITE is answered (RFC 3261 §9.2). A user that
    /// keeps calls durably has it answered just before the INVITE is: when the CANCEL cannot be forgotten any more.
    /// </summary>
    private void ReceiveCancel(ServerTransactionId id, SipRequest cancel)
    {
        var invite = servers.Cancelled(cancel);
        if (invite is null && user.CancelledLate(id, RequestKeys.Of(cancel, SipMethod.Invite), cancel)) return;
        if (invite is { IsUnanswered: true } && options.HoldsCancel) invite.BeforeAnswer = Answer;
        else Answer(invite?.Last);
        if (invite is { IsUnanswered: true }) user.Cancelled(invite.Id, cancel);

        // RFC 3261 §9.2: with the tag that the INVITE is answered with.
        void Answer(SipResponse? answer)
        {
            var response = cancel.CreateResponse(invite is null ? 481 : 200, toTag: answer?.To.Tag ?? refusals.Tag);
            if (options.ServerHeader is { } server) response.Headers.Set(HeaderNames.Server, server);
            servers.Respond(id, response, repeatSuccess: false);
        }
    }

    /// <summary>A PRACK for nothing that waits for one (RFC 3262 §3).</summary>
    private void RefusePrack(ServerTransactionId id, SipRequest prack) =>
        servers.Respond(id, prack.CreateResponse(481, toTag: refusals.Tag), repeatSuccess: false);

    /// <summary>Notes where a request really came from (RFC 3261 §18.2.1, RFC 3581 §4).</summary>
    private static Via SourceOf(Via via, SipHop from)
    {
        var address = from.Remote.Address.ToString();
        return via.Parameters.Contains("rport") || !string.Equals(via.Host, address, StringComparison.Ordinal)
            ? via.WithReceived(address, from.Remote.Port)
            : via.Received is null ? via : via with { Parameters = via.Parameters.Without("received") };
    }
}
