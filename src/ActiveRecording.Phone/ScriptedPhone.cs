using ActiveRecording.Runtime;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Phone;

/// <summary>
/// A SIP phone that does what a script says, on real sockets and in the simulator alike: registers, calls,
/// answers, plays G.711, and keeps a record of all it sends and hears.
/// </summary>
public sealed class ScriptedPhone : ISipUser, IDisposable
{
    private static readonly TimeSpan OneHour = TimeSpan.FromHours(1);
    private readonly SipEndpoint endpoint;
    private readonly PhoneContext context;
    private readonly Registration registration;
    private readonly List<PhoneCall> calls = [];
    private readonly IncomingCalls incoming = new();

    /// <summary>A phone that listens.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">Its address is in use.</exception>
    public ScriptedPhone(
        PhoneOptions options, INetwork network, IScheduler scheduler, TimeProvider time,
        IIdentifiers identifiers, ILogger log, ISipTrace? trace = null)
    {
        var listen = new SipEndpointOptions
        {
            Name = options.Name,
            Udp = options.Transport == SipTransport.Udp ? [options.Local] : [],
            Tcp = options.Transport == SipTransport.Tcp ? [options.Local] : [],
            Timers = options.Timers,
        };
        endpoint = new SipEndpoint(listen, network, scheduler, time, identifiers, this, log, trace);
        context = new PhoneContext(options, endpoint, network, time, identifiers);
        registration = new Registration(context);
        endpoint.Open();
    }

    /// <summary>Its SIP stack.</summary>
    public SipEndpoint Endpoint => endpoint;

    /// <summary>What it does when it is called; answers at once by default.</summary>
    public IncomingPlan Incoming { get; set; } = new IncomingPlan.Answer(TimeSpan.Zero);

    /// <summary>Its address of record, for others to call.</summary>
    public SipUri Address => context.Address;

    /// <summary>Registers at its server, with digest credentials when challenged.</summary>
    /// <param name="expires">
    /// How long the binding holds, whole seconds; an hour by default, zero removes it.
    /// </param>
    /// <returns>The final status.</returns>
    public Task<int> RegisterAsync(TimeSpan? expires = null)
    {
        var answered = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        endpoint.Post(() => registration.Send(expires ?? OneHour, status => answered.TrySetResult(status)));
        return answered.Task;
    }

    /// <summary>Calls a DN at its server, or a full SIP URI.</summary>
    /// <param name="target">For example <c>1003</c> or <c>sip:bob@127.0.0.1:5070</c>.</param>
    /// <param name="delayedOffer">The INVITE carries no SDP: the callee offers in its 200.</param>
    public OutgoingCall Call(string target, bool delayedOffer = false)
    {
        var call = new OutgoingCall(context, delayedOffer);
        endpoint.Post(() =>
        {
            Keep(call);
            call.Invite(context.Target(target));
        });
        return call;
    }

    /// <summary>The next call that comes in, or came in and was not asked for yet.</summary>
    public Task<IncomingCall> NextCallAsync() => incoming.NextAsync();

    /// <summary>Falls silent: sockets are closed, nobody is told.</summary>
    public void Dispose()
    {
        endpoint.Post(() => calls.ForEach(call => call.Media.Dispose()));
        endpoint.Dispose();
    }

    void ISipUser.RequestReceived(ServerTransactionId transaction, SipRequest request, SipHop from)
    {
        if (PhoneAnswers.ToRequired(request) is { } refusal) endpoint.Respond(transaction, refusal);
        else if (Find(request) is { } call) call.Receive(transaction, request);
        else if (request.To.Tag is not null) endpoint.Respond(transaction, request.CreateResponse(481));
        else if (request.Method == SipMethod.Invite)
            Admit(new IncomingCall(context, transaction, request, from));
        else endpoint.Respond(transaction, PhoneAnswers.ToOther(request));
    }

    void ISipUser.Cancelled(ServerTransactionId inviteTransaction, SipRequest cancel) =>
        calls.Find(call => call.CallId == cancel.CallId)?.Cancelled();

    void ISipUser.AckReceived(SipRequest ack, SipHop from) => Find(ack)?.Acknowledge(ack);

    void ISipUser.AckMissing(ServerTransactionId inviteTransaction) => calls
        .Find(call => call is IncomingCall { Transaction: var own } && own == inviteTransaction)?
            .AckMissing();

    private PhoneCall? Find(SipRequest request) => calls.Find(call => call.Owns(request));

    /// <summary>
    /// From now on requests of its dialog are its; those of calls that are over are nobody's.
    /// </summary>
    private void Keep(PhoneCall call)
    {
        calls.RemoveAll(other => other.Ended.IsCompleted);
        calls.Add(call);
    }

    private void Admit(IncomingCall call)
    {
        Keep(call);
        incoming.Add(call);
        call.Begin(Incoming);
    }
}
