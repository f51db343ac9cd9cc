using System.Net;
using System.Text;
using ActiveRecording.Actors;
using ActiveRecording.Actors.Cluster;
using ActiveRecording.Actors.Cluster.Shards;
using ActiveRecording.Actors.Inspection;
using ActiveRecording.Domain.Calls;
using ActiveRecording.EventSourcing;
using ActiveRecording.Runtime;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Digest;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;
using ActiveRecording.SipServer.Calls;
using ActiveRecording.SipServer.Cluster;
using ActiveRecording.SipServer.Registrations;
using ActiveRecording.SipServer.Routing;
using Microsoft.Extensions.Logging;
using CallRegion = ActiveRecording.Actors.EntityRegion<
    ActiveRecording.SipServer.Calls.SwitchedCall,
    ActiveRecording.SipServer.Calls.SwitchedCallState,
    ActiveRecording.SipServer.Calls.SwitchedCallCommand,
    ActiveRecording.Domain.Calls.CallEvent,
    ActiveRecording.SipServer.Calls.SwitchedCallEffect>;

namespace ActiveRecording.SipServer;

/// <summary>
/// The switch: a back-to-back user agent between phones, trunks and, through the Resource Manager, Media Servers. Every
/// call is an entity; what this room holds beside them can be lost.
/// </summary>
public sealed class SipServerRoom : ISipUser, IDisposable
{
    private const int DigestKeyLength = 64;

    /// <summary>
    /// How long the journal may take where another node may have it sooner: nearly as long as a peer waits. A refusal before that
    /// would contradict the answer that the next owner of the call gives.
    /// </summary>
    private static readonly TimeSpan ClusterPatience = TimeSpan.FromSeconds(28);

    /// <summary>How long peers may take to answer the BYEs of a stopping room.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly SipEndpoint endpoint;
    private readonly CallRegion region;
    private readonly SwitchedCallRunner runner;
    private readonly LiveCalls calls;
    private readonly SipServerMeter meter;
    private readonly RecordingDesk recordings;
    private readonly Registrar registrar;
    private readonly IncomingCalls arrivals;
    private readonly IncomingRequests requests;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly SwitchCluster? cluster;

    /// <summary>A room that is not started.</summary>
    /// <exception cref="ArgumentException">Two numbers are the same.</exception>
    /// <exception cref="FormatException">The Resource Manager is no SIP URI.</exception>
    public SipServerRoom(
        SipServerOptions options,
        INetwork network,
        IScheduler scheduler,
        TimeProvider time,
        IIdentifiers identifiers,
        IJournal journal,
        ILoggerFactory logging,
        ISipTrace? trace = null,
        ClusterNode? cluster = null)
    {
        this.time = time;
        log = logging.CreateLogger("ActiveRecording.SipServer");
        var directory = new DnDirectory(options.Dns);
        calls = new LiveCalls();
        meter = new SipServerMeter(options.Sip.Name, () => calls.Count);
        endpoint = new SipEndpoint(
            options.Sip with { HoldsCancel = true, HoldsAck = true, HoldsTrying = cluster is not null }, network, scheduler, time, identifiers, this, logging.CreateLogger("ActiveRecording.Sip"), trace);
        var entities = new EntityRegionOptions { Category = "call", Shards = options.Shards, SnapshotEvery = options.SnapshotEvery };
        registrar = new Registrar(
            options.Registrar, directory.RightsOf, endpoint, journal, scheduler, time, identifiers, log, entities);

        var received = new ReceivedTable(
            time, cluster is null ? options.JournalPatience : ClusterPatience, (transaction, request) => requests!.Overdue(transaction, request));
        var plan = new DialPlan(directory, registrar.View, time);
        var hops = new PhoneHops(endpoint, registrar.View, time);
        recordings = new RecordingDesk(options.RecordingFileName, time, identifiers);
        var departures = new Departures(endpoint, hops);
        registrar.View.Shown += departures.Registered;
        runner = new SwitchedCallRunner(endpoint, departures, new Redirects(plan, endpoint), received, calls, recordings, time, meter, log);
        region = new CallRegion(
            entities with { SnapshotEvery = EntityRegionOptions.ShortReplay },
            SwitchedCallJournal.Codec(), journal, scheduler, time, identifiers, runner,
            logging.CreateLogger("ActiveRecording.Actors"), SwitchedCallSnapshot.Codec);
        runner.Tell = recordings.Tell = region.Tell;
        departures.Returned = (callUuid, leg) =>
            runner.Told(callUuid, new SwitchedCallCommand.Tell(new CallCommand.Return(time.GetUtcNow(), leg)));
        arrivals = new IncomingCalls(
            options,
            endpoint,
            new CallerIdentification(
                directory, options.ChallengeCalls, endpoint, registrar.View, NewDigest(options, time, identifiers), time),
            plan,
            new CallPlacement(options, endpoint, identifiers),
            received, calls, time, meter, log, region.Tell);
        requests = new IncomingRequests(endpoint, registrar, arrivals, received, time, region.Tell);
        if (cluster is not null) this.cluster = Join(options, cluster);
    }

    /// <summary>The shards of calls and numbers, as one of several nodes; null for a node alone.</summary>
    public ShardCoordinator? Shards => cluster?.Shards;

    /// <summary>Calls under way.</summary>
    public int Calls => calls.Count;

    /// <summary>Its entities, for operators.</summary>
    public IReadOnlyList<IInspectedRegion> Regions => [region, registrar.Numbers];

    /// <summary>The room's SIP stack.</summary>
    public SipEndpoint Endpoint => endpoint;

    /// <summary>The bound UDP addresses, once started.</summary>
    public IReadOnlyList<IPEndPoint> Udp => endpoint.Udp;

    /// <summary>The bound TCP addresses, once started.</summary>
    public IReadOnlyList<IPEndPoint> Tcp => endpoint.Tcp;

    /// <summary>
    /// Loads the calls that were running, opens the sockets and lets them go on. As one of several nodes it gets its calls
    /// when it has joined.
    /// </summary>
    public async Task StartAsync(CancellationToken stop)
    {
        if (cluster is null)
        {
            await registrar.StartAsync(stop);
            await region.StartAsync(stop);
        }

        endpoint.Open();
        runner.Open();
        arrivals.IsOpen = true;
    }

    /// <summary>
    /// Takes no further calls and waits for those under way; when <paramref name="stop"/> says so, hangs them up. Then closes.
    /// </summary>
    public async Task StopAsync(CancellationToken stop)
    {
        await DrainAsync(stop);
        await region.StopAsync(CancellationToken.None);
        await registrar.StopAsync(CancellationToken.None);
        await endpoint.DisposeAsync();
        meter.Dispose();
    }

    /// <summary>
    /// Takes no further calls and waits for those under way; when <paramref name="stop"/> says so, hangs them up.
    /// </summary>
    public async Task DrainAsync(CancellationToken stop)
    {
        arrivals.IsOpen = false;
        var over = new TaskCompletionSource();
        calls.Emptied += () => endpoint.Post(() => over.TrySetResult());
        if (calls.Count == 0) over.TrySetResult();
        try
        {
            await over.Task.WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            await TerminateAsync(over.Task);
        }
    }

    /// <summary>
    /// Starts a recording of a call in conversation; a direct call is led through a Media Server for it, which the answer does not wait for.
    /// </summary>
    /// <param name="callUuid">The call.</param>
    /// <param name="dn">The party on whose behalf is recorded.</param>
    /// <exception cref="TimeoutException">The call does not answer.</exception>
    public Task<RecordingAnswer> StartRecordingAsync(string callUuid, string dn) => recordings.StartAsync(callUuid, dn);

    /// <summary>Ends the recording of a call; the call goes on.</summary>
    /// <param name="callUuid">The call.</param>
    /// <param name="dn">Any of its parties; null for whichever.</param>
    /// <exception cref="TimeoutException">The call does not answer.</exception>
    public Task<RecordingAnswer> StopRecordingAsync(string callUuid, string? dn = null) => recordings.StopAsync(callUuid, dn);

    /// <summary>The state of a call; the initial one if there is none.</summary>
    /// <exception cref="EntityStoppedException">It does not answer.</exception>
    public async Task<CallState> CallAsync(string callUuid) => (await region.QueryAsync(callUuid)).Call;

    /// <summary>
    /// Falls silent: sockets are closed, nobody is told. What is running goes on when a room starts on the same journal.
    /// </summary>
    public void Dispose()
    {
        endpoint.Dispose();
        meter.Dispose();
    }

    void ISipUser.RequestReceived(ServerTransactionId transaction, SipRequest request, SipHop from) =>
        requests.RequestReceived(transaction, request, from);

    void ISipUser.Cancelled(ServerTransactionId inviteTransaction, SipRequest cancel) =>
        requests.Cancelled(inviteTransaction, cancel);

    bool ISipUser.CancelledLate(ServerTransactionId transaction, ServerTransactionId invite, SipRequest cancel)
    {
        if (cluster is null) return false;
        if (!CallTokens.TryRead(cancel.To.Tag, out var callUuid, out var leg)) (callUuid, leg) = (cluster.CallOf(cancel), LegId.Origin);
        requests.CancelledLate(callUuid, leg, transaction, invite, cancel);
        return true;
    }

    void ISipUser.PrackMissing(ServerTransactionId inviteTransaction) => requests.PrackMissing(inviteTransaction);

    void ISipUser.AckReceived(SipRequest ack, SipHop from) => requests.AckReceived(ack);

    void ISipUser.RefusalSettled(ServerTransactionId inviteTransaction, SipResponse refusal) =>
        requests.RefusalSettled(inviteTransaction, refusal);

    void ISipUser.AckMissing(ServerTransactionId inviteTransaction) => requests.AckMissing(inviteTransaction);

    private static DigestServer NewDigest(SipServerOptions options, TimeProvider time, IIdentifiers identifiers)
    {
        var key = options.Registrar.DigestKey;
        if (key.IsEmpty) key = Encoding.ASCII.GetBytes(identifiers.NextToken(DigestKeyLength));
        return new DigestServer(options.Registrar.Digest, key, time, identifiers);
    }

    private SwitchCluster Join(SipServerOptions options, ClusterNode node)
    {
        var joined = new SwitchCluster(
            options, node, endpoint, region, region.ShardOf, registrar, new CallUuids(options.CallKey), time, log);
        runner.SaysTrying = true;
        runner.Admitted = arrivals.Receive;
        requests.CallOf = joined.CallOf;
        arrivals.HasSuccessor = () => joined.HasSuccessor;
        joined.Edges.Moved += () => runner.ForgetElsewhere(joined.IsHere);
        recordings.Relay = joined.Desk;
        joined.Desk.Open(recordings.AskAsync, recordings.Answer);
        return joined;
    }

    private async Task TerminateAsync(Task over)
    {
        log.CallsTerminated(calls.Count);
        foreach (var callUuid in calls.Ids)
            region.Tell(callUuid, new SwitchedCallCommand.Tell(new CallCommand.Terminate(time.GetUtcNow())));
        try
        {
            await over.WaitAsync(LastWords, time);
        }
        catch (TimeoutException)
        {
            log.PeersUnheard(calls.Count);
        }
    }
}
