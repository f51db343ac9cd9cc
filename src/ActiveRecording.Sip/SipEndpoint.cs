using System.Diagnostics.CodeAnalysis;
using System.Net;
using ActiveRecording.Runtime;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Sip;

/// <summary>
/// One room's SIP stack: transports, transactions and their timers (RFC 3261 §17, §18), all on one strand. Its methods
/// may be called from any thread; what they do and every call of its users happens on the strand, in order.
/// </summary>
public sealed partial class SipEndpoint : IDisposable, IAsyncDisposable
{
    /// <summary>The meter of all endpoints.</summary>
    public const string MeterName = "ActiveRecording.Sip";

    private const int TokenLength = 20;
    private readonly SipEndpointOptions options;
    private readonly IIdentifiers identifiers;
    private readonly ILogger log;
    private readonly TimeProvider time;
    private readonly Strand strand;
    private readonly TimerTable timers;
    private readonly SipMeter meter;
    private readonly TransportLayer transports;
    private readonly Outbox outbox;
    private readonly ClientTransactions clients;
    private readonly ServerTransactions servers;
    private readonly Refusals refusals;
    private readonly SipReceiver receiver;

    /// <summary>An endpoint that does not listen yet.</summary>
    public SipEndpoint(
        SipEndpointOptions options,
        INetwork network,
        IScheduler scheduler,
        TimeProvider time,
        IIdentifiers identifiers,
        ISipUser user,
        ILogger log,
        ISipTrace? trace = null)
    {
        this.options = options;
        this.identifiers = identifiers;
        this.log = log;
        this.time = time;
        strand = new(scheduler, exception => log.Unforeseen(exception, options.Name));
        timers = new(time, strand);
        meter = new(options.Name, () => clients!.Count, () => servers!.Count, () => transports!.Connections);
        var arrivals = new Arrivals();
        transports = new(options, network, timers, time, new(strand, options.MaxQueuedMessages, time, arrivals, meter), meter, arrivals);
        outbox = new Outbox(options.Name, transports, time, trace);
        var context = new TransactionContext(outbox, timers, options.Timers, meter) { HoldsTrying = options.HoldsTrying };
        clients = new(context, new(options, transports, meter), options);
        // The first RSeq is chosen from the lower half of what there is (RFC 3262 §3).
        servers = new(context, () => 1 + (uint)(identifiers.NextUInt64() % int.MaxValue))
        {
            AckMissing = id =>
            {
                log.AckMissing(options.Name, id.ToString());
                user.AckMissing(id);
            },
            RefusalSettled = user.RefusalSettled,
            PrackMissing = id =>
            {
                log.PrackMissing(options.Name, id.ToString());
                user.PrackMissing(id);
            },
        };
        refusals = new Refusals(options, NewTag(), transports, outbox, meter, new(options.Name, time, log));
        arrivals.Receiver = receiver = new(options, user, servers, clients, outbox, refusals, transports, meter);
    }

    /// <summary>The bound UDP addresses, once open.</summary>
    public IReadOnlyList<IPEndPoint> Udp => transports.Udp;

    /// <summary>The bound TCP addresses, once open.</summary>
    public IReadOnlyList<IPEndPoint> Tcp => transports.Tcp;

    /// <summary>Transactions under way, of both sides. To be read on the strand, or while nothing runs.</summary>
    public int Transactions => clients.Count + servers.Count;

    /// <summary>The same by name, for people; each with the side that this endpoint is of.</summary>
    public IEnumerable<string> NamedTransactions =>
        clients.Running.Select(static id => $"client {id}").Concat(servers.Running.Select(static id => $"server {id}"));

    /// <summary>Binds all addresses of the options and begins to listen.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">An address is in use or not this machine's.</exception>
    public void Open()
    {
        transports.Open();
        log.Listening(options.Name, string.Join(", ", Udp), string.Join(", ", Tcp));
    }

    /// <summary>Where a URI leads: IP literals, <c>localhost</c> and configured names only; false for all else.</summary>
    public bool TryResolve(SipUri uri, [NotNullWhen(true)] out SipHop? hop) => HopResolver.TryResolve(uri, options.Hosts, out hop);

    /// <summary>Where a request goes by its Route and request URI (RFC 3261 §8.1.2).</summary>
    public bool TryResolve(SipRequest request, [NotNullWhen(true)] out SipHop? hop) =>
        TryResolve(HopResolver.NextHop(request), out hop);

    /// <summary>Whether a connection is open that something came by.</summary>
    public bool HasConnection(long flow) => transports.Has(flow);

    /// <summary>Where the requests of a dialog go.</summary>
    public bool TryResolve(DialogState dialog, [NotNullWhen(true)] out SipHop? hop) => TryResolve(Dialog.NextHop(dialog), out hop);

    /// <summary>
    /// Sends a copy of a request with a Via of this endpoint on top, repeats it as needed, acknowledges a refused
    /// INVITE. The ACK of a 2xx is the caller's: <see cref="SendStateless"/>.
    /// </summary>
    /// <param name="request">Any request but ACK and CANCEL.</param>
    /// <param name="hop">Where to.</param>
    /// <param name="user">Is told what becomes of it.</param>
    /// <param name="branch">To repeat a request sent before a crash; null for a new one.</param>
    public ClientTransactionId Send(SipRequest request, SipHop hop, IClientTransactionUser user, string? branch = null)
    {
        var sent = WithVia(request, hop, branch);
        strand.Post(() => clients.Send(sent, hop, user));
        return new(sent.TopVia.Branch!, sent.Method);
    }

    /// <summary>Sends a copy of a request once, with a Via of this endpoint on top, and forgets it: the ACK of a 2xx.</summary>
    /// <param name="request">The ACK.</param>
    /// <param name="hop">Where to.</param>
    /// <param name="branch">To repeat one sent before; null for a new one.</param>
    public void SendStateless(SipRequest request, SipHop hop, string? branch = null)
    {
        var sent = WithVia(request, hop, branch);
        strand.Post(() => clients.SendOnce(sent, hop));
    }

    /// <summary>
    /// Cancels an INVITE, once a provisional response has come (RFC 3261 §9.1); its user is told by the final response.
    /// Nothing happens if it is answered already.
    /// </summary>
    /// <param name="transaction">The INVITE.</param>
    /// <param name="reason">The value of Reason (RFC 3326), if any.</param>
    public void Cancel(ClientTransactionId transaction, string? reason = null) =>
        strand.Post(() => clients.Cancel(transaction, reason));

    /// <summary>Acknowledges the refusal of an INVITE, if <see cref="SipEndpointOptions.HoldsAck"/> left that to its user.</summary>
    public void Acknowledge(ClientTransactionId transaction) => strand.Post(() => clients.Acknowledge(transaction));

    /// <summary>
    /// Answers a request. A 2xx to INVITE is repeated until its ACK comes (RFC 3261 §13.3.1.4). A 1xx that requires 100rel,
    /// or whose INVITE does, is numbered and repeated until its PRACK comes, and what follows waits for that as RFC 3262 §3
    /// asks; to a peer that knows no 100rel it goes as an ordinary one.
    /// </summary>
    public void Respond(ServerTransactionId transaction, SipResponse response) => Respond(transaction, response, repeatSuccess: true);

    /// <summary>
    /// Takes an INVITE up again that came before a crash, so that it can be answered: by its Via, a connection it came on
    /// being gone (RFC 3261 §18.2.2). Nothing happens if it is known.
    /// </summary>
    /// <param name="transaction">The INVITE.</param>
    /// <param name="invite">As much of it as a response needs.</param>
    public void Revive(ServerTransactionId transaction, SipRequest invite) => strand.Post(() =>
    {
        if (!SipTransports.TryParse(invite.TopVia.Transport, out var transport)) return;
        var from = new SipHop(transport, new(IPAddress.None, 0));
        if (HopResolver.TryResolve(invite.TopVia, options.Hosts, from, out var replyTo)) servers.Revive(transaction, invite, replyTo);
    });

    /// <summary>Passes on a response that another user agent made, and repeats itself: a proxy's (RFC 3261 §16.7).</summary>
    public void Forward(ServerTransactionId transaction, SipResponse response) => Respond(transaction, response, repeatSuccess: false);

    /// <summary>Counts and logs input that the user refuses as hostile, one line per source and minute. To be called on the strand only.</summary>
    /// <param name="reason">Lower case with hyphens.</param>
    /// <param name="from">Who sent it.</param>
    public void ReportRefused(string reason, SipHop from) => refusals.Drop(reason, from);

    /// <summary>Runs an action on the strand, after everything asked for before.</summary>
    public void Post(Action action) => strand.Post(action);

    /// <summary>Runs an action on the strand some time from now. To be called on the strand only.</summary>
    public RunningTimer StartTimer(TimeSpan due, Action action) => timers.Start(due, action);

    /// <summary>A tag (RFC 3261 §19.3).</summary>
    public string NewTag() => identifiers.NextToken(TokenLength);

    /// <summary>A branch (RFC 3261 §8.1.1.7).</summary>
    public string NewBranch() => Via.MagicCookie + identifiers.NextToken(TokenLength);

    /// <summary>A Call-ID (RFC 3261 §8.1.1.4).</summary>
    public string NewCallId() => identifiers.NextToken(TokenLength);

    /// <summary>A Contact of this endpoint towards a hop.</summary>
    public SipUri Contact(string? user, SipHop towards)
    {
        var (host, port) = transports.SentBy(towards);
        var uri = SipUri.Create(user, host, port);
        return towards.Transport == SipTransport.Udp
            ? uri
            : uri.WithParameter("transport", towards.Transport.ToToken().ToLowerInvariant());
    }

    /// <summary>
    /// Measures no more at once; closes sockets and connections after everything asked for before. Running transactions
    /// end without a word.
    /// </summary>
    public void Dispose()
    {
        meter.Dispose();
        strand.Post(Close);
    }

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        strand.Post(() =>
        {
            Close();
            closed.TrySetResult();
        });
        await closed.Task;
    }

    private void Close()
    {
        timers.Dispose();
        transports.Dispose();
        meter.Dispose();
    }

    private void Respond(ServerTransactionId transaction, SipResponse response, bool repeatSuccess)
    {
        if (options.ServerHeader is { } server && repeatSuccess) response.Headers.Set(HeaderNames.Server, server);
        strand.Post(() =>
        {
            if (!servers.Respond(transaction, response, repeatSuccess))
                log.ResponseUnused(options.Name, response.StatusCode, transaction.ToString());
        });
    }

    private SipRequest WithVia(SipRequest request, SipHop hop, string? branch)
    {
        var sent = request.Clone();
        var isOwn = sent.Vias.Count == 0;
        if (isOwn && options.ServerHeader is { } agent && !sent.Headers.Contains(HeaderNames.UserAgent))
            sent.Headers.Add(HeaderNames.UserAgent, agent);
        var (host, port) = transports.SentBy(hop);
        var via = new Via(hop.Transport.ToToken(), host, port, branch ?? NewBranch());
        sent.PushVia(via with { Parameters = via.Parameters.With("rport") });
        return sent;
    }

    /// <summary>Ties the transports, made first, to the receiver, made last.</summary>
    private sealed class Arrivals : ITransportUser
    {
        public SipReceiver? Receiver { get; set; }

        public void MessageReceived(SipMessage message, SipHop from) => Receiver!.MessageReceived(message, from);

        public void UnreadableReceived(Unreadable what, SipHop from) => Receiver!.UnreadableReceived(what, from);

        public void FlowClosed(long flow, string reason) => Receiver!.FlowClosed(flow, reason);
    }
}
