using System.Diagnostics.CodeAnalysis;
using System.Net;
using ActiveRecording.Sip.Edges;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Sip;

/// <content>An endpoint that is one of several nodes' with the same role.</content>
public sealed partial class SipEndpoint
{
    /// <summary>The other nodes; null for none. Set once, before it opens.</summary>
    public ISipRelay? Relay
    {
        get => transports.Relay;
        set => transports.Relay = value;
    }

    /// <summary>Reads a message that came to another node.</summary>
    public bool TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out SipMessage? message) =>
        SipParser.TryParse(bytes, options.Limits, out message, out _);

    /// <summary>Handles a message that belongs here though it came to another node. To be called on the strand.</summary>
    /// <param name="message">The message.</param>
    /// <param name="from">Where it came from; its flow is that node's (<see cref="ForeignFlow"/>).</param>
    public void Handle(SipMessage message, SipHop from)
    {
        message.ReceivedAt ??= time.GetUtcNow();
        receiver.Handle(message, from);
    }

    /// <summary>Sends what another node says by a socket or connection of this one. To be called on the strand.</summary>
    /// <returns>False when the connection is gone.</returns>
    public bool SendHere(ReadOnlySpan<byte> bytes, SipHop hop) => transports.SendForOther(bytes, hop) is not null;

    /// <summary>
    /// Passes on the answer to a request that a node now gone had forwarded: without a transaction, by the Via below (RFC 3261 §16.11).
    /// To be called on the strand.
    /// </summary>
    /// <param name="response">Without this endpoint's own Via.</param>
    public void ForwardStateless(SipResponse response)
    {
        if (!SipTransports.TryParse(response.TopVia.Transport, out var transport)) return;
        var anyone = new SipHop(transport, new(IPAddress.Any, 0));
        if (HopResolver.TryResolve(response.TopVia, options.Hosts, anyone, out var hop)) outbox.Send(response, response.ToBytes(), hop);
    }

    /// <summary>Takes the virtual address, or lets go of it. To be called on the strand.</summary>
    public void HoldVirtualAddress(bool held) => transports.HoldVirtualAddress(held);

    /// <summary>A connection of another node is gone. To be called on the strand.</summary>
    public void ForeignFlowClosed(long flow) => clients.FlowClosed(flow, "the connection was closed");

    /// <summary>Another node is gone with all its connections. To be called on the strand.</summary>
    public void EdgeGone(long edge) => clients.EdgeGone(edge);

    /// <summary>Whether requests other than INVITE wait for an answer. To be called on the strand.</summary>
    public bool AreWaiting(Func<SipRequest, bool> which) => servers.AreWaiting(which);

    /// <summary>Ends the transaction of a request whose sender waits for nothing any more, without a word.</summary>
    /// <param name="transaction">The request.</param>
    /// <param name="onlyUnanswered">Not if it was answered finally here: then it absorbs repetitions as long as any may come.</param>
    public void Forget(ServerTransactionId transaction, bool onlyUnanswered = false) =>
        strand.Post(() => servers.Forget(transaction, onlyUnanswered));

    /// <summary>
    /// Ends transactions whose requests are another node's business now, without a word to anybody. To be called on the strand.
    /// </summary>
    /// <param name="received">Whether a request that came in is.</param>
    /// <param name="sent">Whether a request that was sent is.</param>
    /// <returns>Those that came in and have no final answer yet, and where they came from.</returns>
    public IReadOnlyList<(SipRequest Request, SipHop From)> Abandon(Func<SipRequest, bool> received, Func<SipRequest, bool> sent)
    {
        clients.Abandon(sent);
        return servers.Abandon(received);
    }

    /// <summary>Closes the connections that peers made, so that they make others. To be called on the strand.</summary>
    public void CloseAccepted() => transports.CloseAccepted();
}
