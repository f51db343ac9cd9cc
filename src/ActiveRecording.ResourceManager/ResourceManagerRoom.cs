using ActiveRecording.Actors;
using ActiveRecording.Actors.Cluster;
using ActiveRecording.Actors.Cluster.Shards;
using ActiveRecording.Actors.Inspection;
using ActiveRecording.Domain.MediaServers;
using ActiveRecording.Domain.RecorderPools;
using ActiveRecording.EventSourcing;
using ActiveRecording.ResourceManager.Cluster;
using ActiveRecording.ResourceManager.Placement;
using ActiveRecording.ResourceManager.Proxy;
using ActiveRecording.Runtime;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.ResourceManager;

/// <summary>
/// The Resource Manager: a SIP proxy that places <c>msml=</c> sessions on Media Servers and <c>record=</c> sessions on
/// recorders, and keeps every conference and every dialog where it is. Its reservations survive a restart; its dialogs
/// need no memory, for their route carries all that is to be known.
/// </summary>
public sealed class ResourceManagerRoom : IDisposable
{
    private const string PoolName = "default";
    private static readonly TimeSpan RecoverAgain = TimeSpan.FromMilliseconds(200);
    private readonly ManagerCluster? cluster;
    private bool isRecovered;
    private readonly ResourceManagerOptions options;
    private readonly ILogger log;
    private readonly SipEndpoint endpoint;
    private readonly StatefulProxy proxy;
    private readonly MediaServerChoice mediaServers;
    private readonly EntityRegion<MediaServerDecider, MediaServerState, MediaServerCommand, MediaServerEvent, MediaServerEffect> keepers;
    private readonly EntityRegion<RecorderPoolDecider, RecorderPoolState, RecorderPoolCommand, RecorderPoolEvent, RecorderPoolEffect> pool;

    /// <summary>A room that does not listen yet.</summary>
    public ResourceManagerRoom(
        ResourceManagerOptions options,
        INetwork network,
        IScheduler scheduler,
        TimeProvider time,
        IIdentifiers identifiers,
        IJournal journal,
        ILoggerFactory loggers,
        ISipTrace? trace = null,
        ClusterNode? cluster = null)
    {
        this.options = options;
        log = loggers.CreateLogger<ResourceManagerRoom>();
        var user = new Arrivals();
        endpoint = new(options.Sip with { IsProxy = true, HoldsTrying = cluster is not null }, network, scheduler, time, identifiers, user, loggers.CreateLogger<SipEndpoint>(), trace);

        var recorders = new RecorderChoice(
            Resource.Of(options.Recorders), options, command => pool!.Tell(PoolName, command), time, identifiers, log);
        mediaServers = new(
            Resource.Of(options.MediaServers), options, (server, command) => keepers!.Tell(server, command), time, identifiers, log);
        keepers = new(
            Region("media-server"), new(MediaServerJournal.Default), journal, scheduler, time, identifiers,
            new MediaServerEffects(time, endpoint.Post, () => mediaServers), loggers.CreateLogger("ActiveRecording.Actors"),
            SnapshotCodec<MediaServerState>.Of(
                MediaServerJournal.Default.MediaServerSnapshot, MediaServerSnapshot.Of, static kept => kept.Restore()));
        pool = new(
            Region("recorder-pool"), new(RecorderPoolJournal.Default), journal, scheduler, time, identifiers,
            new RecorderPoolEffects(time, endpoint.Post, () => recorders), loggers.CreateLogger("ActiveRecording.Actors"),
            SnapshotCodec<RecorderPoolState>.Of(
                RecorderPoolJournal.Default.RecorderPoolSnapshot, RecorderPoolSnapshot.Of, static kept => kept.Restore()));
        var context = new ProxyContext(endpoint, options, log);
        proxy = new(context, mediaServers, recorders);
        user.Proxy = proxy;
        if (cluster is null) return;
        context.Durably = Durably;
        this.cluster = Join(cluster, time);
    }

    /// <summary>Its shard, as one of several nodes; null for a node alone.</summary>
    public ShardCoordinator? Shards => cluster?.Shards;

    /// <summary>Its entities, for operators.</summary>
    public IReadOnlyList<IInspectedRegion> Regions => [keepers, pool];

    /// <summary>The SIP stack, for its addresses.</summary>
    public SipEndpoint Endpoint => endpoint;

    /// <summary>Recovers the reservations, then listens. As one of several nodes it gets them when it has joined.</summary>
    public async Task StartAsync(CancellationToken stop)
    {
        if (cluster is null)
        {
            await keepers.StartAsync(stop);
            await pool.StartAsync(stop);
            foreach (var (server, state) in await KeptAsync()) Recover(server, state);
        }

        endpoint.Open();
    }

    /// <summary>Takes no new sessions, lets running requests end for a while, then stops. Established sessions go on.</summary>
    public async Task StopAsync(CancellationToken stop)
    {
        await DrainAsync(stop);
        await endpoint.DisposeAsync();
        await keepers.StopAsync(stop);
        await pool.StopAsync(stop);
    }

    /// <inheritdoc/>
    public void Dispose() => endpoint.Dispose();

    private void Durably(ResourceKind kind, string resource, Action goOn)
    {
        Task told = kind == ResourceKind.MediaServer ? keepers.QueryAsync(resource) : pool.QueryAsync(PoolName);
        _ = told.ContinueWith(
            kept =>
            {
                if (kept.IsCompletedSuccessfully) endpoint.Post(goOn);
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private ManagerCluster Join(ClusterNode node, TimeProvider time)
    {
        var joined = new ManagerCluster(options.FirstShard, node, endpoint, [keepers, pool], time, log);
        joined.Edges.IsReady = _ => isRecovered;
        joined.Edges.Moved += () =>
        {
            if (joined.IsActive) return;
            isRecovered = false;
            mediaServers.Forget();
            proxy.Forget();
        };
        joined.Shards.Opened += _ => BecomeActive(joined);
        return joined;
    }

    /// <summary>Nothing is placed before it is known what is where.</summary>
    private void BecomeActive(ManagerCluster joined) => _ = KeptAsync().ContinueWith(
        kept => endpoint.Post(() =>
        {
            if (!joined.IsActive) return;
            if (!kept.IsCompletedSuccessfully)
            {
                log.ReservationsUnread(kept.Exception?.InnerException);
                endpoint.StartTimer(RecoverAgain, () => BecomeActive(joined));
                return;
            }

            mediaServers.Forget();
            foreach (var (server, state) in kept.Result) Recover(server, state);
            isRecovered = true;
            joined.Edges.Redirect();
        }),
        CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private async Task<IReadOnlyList<(string Server, MediaServerState State)>> KeptAsync()
    {
        var kept = new List<(string, MediaServerState)>();
        foreach (var server in options.MediaServers) kept.Add((server.Name, await keepers.QueryAsync(server.Name)));
        return kept;
    }

    private void Recover(string server, MediaServerState state)
    {
        foreach (var (leg, held) in state.Legs.All) mediaServers.Recover(server, leg, held.ConferenceId);
    }

    private EntityRegionOptions Region(string category) => new()
    {
        Category = category,
        Shards = options.Shards,
        FirstShard = options.FirstShard,
        SnapshotEvery = options.SnapshotEvery,
        // Few entities with long streams: replaying them is dear, keeping them is not.
        PassivateAfter = TimeSpan.FromDays(1),
    };

    private async Task DrainAsync(CancellationToken stop)
    {
        var drained = new TaskCompletionSource();
        endpoint.Post(() =>
        {
            proxy.Drained = () => drained.TrySetResult();
            if (proxy.Running == 0) drained.TrySetResult();
            else endpoint.StartTimer(options.Drain, () => GiveUp(drained));
        });
        await drained.Task.WaitAsync(stop);
    }

    private void GiveUp(TaskCompletionSource drained)
    {
        if (drained.TrySetResult()) log.StoppedWithRunning(proxy.Running);
    }

    /// <summary>Ties the endpoint, made first, to the proxy above it.</summary>
    private sealed class Arrivals : ISipUser
    {
        public StatefulProxy? Proxy { get; set; }

        public void RequestReceived(ServerTransactionId transaction, SipRequest request, SipHop from) =>
            Proxy!.RequestReceived(transaction, request, from);

        public void Cancelled(ServerTransactionId inviteTransaction, SipRequest cancel) =>
            Proxy!.Cancelled(inviteTransaction, cancel);

        public bool StrayReceived(SipResponse response, SipHop from) => Proxy!.StrayReceived(response, from);

        public void AckReceived(SipRequest ack, SipHop from) => Proxy!.AckReceived(ack, from);

        public void AckMissing(ServerTransactionId inviteTransaction) => Proxy!.AckMissing(inviteTransaction);
    }
}
