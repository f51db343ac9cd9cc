using ActiveRecording.Actors.Inspection;
using ActiveRecording.EventSourcing;
using ActiveRecording.Host.Configuration;
using ActiveRecording.Host.Logging;
using ActiveRecording.MediaServer;
using ActiveRecording.Recorder;
using ActiveRecording.Reporting;
using ActiveRecording.ResourceManager;
using ActiveRecording.Sip;
using ActiveRecording.SipServer;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Host.Nodes;

/// <summary>
/// All rooms of one node, wired to the drivers it was given: sockets, threads and SQLite in production, virtual ones in
/// the simulator. A room without an address to listen on is not there. Knows nothing of HTTP.
/// </summary>
public sealed class Node
{
    /// <summary>How long a room may take to close once calls are over.</summary>
    private static readonly TimeSpan Closing = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan MediaPoll = TimeSpan.FromMilliseconds(250);

    private readonly NodeDrivers drivers;
    private readonly ILogger log;
    private readonly List<NodePart> parts = [];
    private readonly Stack<NodePart> started = [];
    private readonly ProjectionRunner projections;

    /// <summary>Builds the rooms; nothing listens yet.</summary>
    /// <exception cref="NodeStartException">The recorder's folders cannot be made.</exception>
    public Node(NodeOptions options, NodeDrivers drivers)
    {
        (Options, this.drivers) = (options, drivers);
        Poison = new PoisonMessages(options.Operations.PoisonKept);
        log = drivers.Logging.CreateLogger("ActiveRecording.Host");
        Queries = new ReportingQueries(drivers.ReadModels);
        if (options.Cluster is { } joined) Cluster = new NodeCluster(options, joined, drivers, Readiness, Roles);
        projections = AddReporting();
        if (Listens(options.Recorder.Sip)) Add(Recorder = NewRecorder());
        if (Listens(options.ResourceManager.Sip)) Add(ResourceManager = NewResourceManager());
        if (Listens(options.MediaServer.Sip)) Add(MediaServer = NewMediaServer());
        if (Listens(options.SipServer.Sip)) Add(SipServer = NewSipServer());
        foreach (var region in Regions) region.Poison = Poison;
        foreach (var part in parts) Readiness.NotReady(part.Name, "not started");
    }

    /// <summary>What the node was told.</summary>
    public NodeOptions Options { get; }

    /// <summary>Whether it takes calls.</summary>
    public Readiness Readiness { get; } = new();

    /// <summary>
    /// What it does without although it works, one sentence each: stopped entities, events left out of the read models, streams
    /// that the disk is too slow for.
    /// </summary>
    public IReadOnlyList<string> Degraded => [.. Degradation.Of(Regions, projections.LeftOut), .. Recorder?.Degraded ?? []];

    /// <summary>The latest commands that made an entity of any room fail.</summary>
    public PoisonMessages Poison { get; }

    /// <summary>What it knows of calls and recordings.</summary>
    public ReportingQueries Queries { get; }

    /// <summary>The switch, if this node has one.</summary>
    public SipServerRoom? SipServer { get; }

    /// <summary>The proxy, if this node has one.</summary>
    public ResourceManagerRoom? ResourceManager { get; }

    /// <summary>The Media Server, if this node has one.</summary>
    public MediaServerRoom? MediaServer { get; }

    /// <summary>The recorder, if this node has one.</summary>
    public RecorderRoom? Recorder { get; }

    /// <summary>Its place among others; null for a node alone.</summary>
    public NodeCluster? Cluster { get; }

    /// <summary>What it does, by the names of its configuration.</summary>
    public IReadOnlyList<string> Roles =>
    [
        .. Listens(Options.SipServer.Sip) ? ["sip-server"] : (string[])[],
        .. Listens(Options.ResourceManager.Sip) ? ["resource-manager"] : (string[])[],
        .. Listens(Options.MediaServer.Sip) ? ["media-server"] : (string[])[],
        .. Listens(Options.Recorder.Sip) ? ["recorder"] : (string[])[],
    ];

    /// <summary>The entities of all rooms, for operators.</summary>
    public IReadOnlyList<IInspectedRegion> Regions =>
    [
        .. SipServer?.Regions ?? [], .. ResourceManager?.Regions ?? [], .. MediaServer?.Regions ?? [], .. Recorder?.Regions ?? [],
    ];

    /// <summary>What it runs on.</summary>
    internal NodeDrivers Drivers => drivers;

    /// <summary>The path of a recording's file by its name.</summary>
    public string PathOf(string file) =>
        Recorder?.PathOf(file) ?? Path.Combine(Options.Recorder.Archive.Folder, Path.GetFileName(file));

    /// <summary>Starts every room, those first that others send to.</summary>
    public async Task StartAsync(CancellationToken stop)
    {
        foreach (var part in parts)
        {
            Readiness.NotReady(part.Name, "starting");
            started.Push(part);
            await part.Start(stop);
            Readiness.Ready(part.Name);
        }

        if (Cluster is not null) await Cluster.JoinAsync(stop);
    }

    /// <summary>
    /// Stops what was started, in reverse: calls end before what carries them, what carries them before what keeps them.
    /// </summary>
    /// <param name="patience">When cancelled, running calls are hung up.</param>
    public async Task StopAsync(CancellationToken patience)
    {
        foreach (var part in started) Readiness.NotReady(part.Name, "stopping");
        if (Cluster is not null && Options.Cluster is { } cluster) await HandOverAsync(Cluster, cluster.HandOverDeadline, patience);
        while (started.TryPop(out var part))
        {
            using var closing = new CancellationTokenSource(Closing, drivers.Time);
            try
            {
                await part.Stop(part.EndsCalls ? patience : closing.Token);
            }
            catch (OperationCanceledException)
            {
                log.StoppedUnfinished(part.Name, Closing);
            }
        }
    }

    /// <summary>Calls go on elsewhere; where there is nobody to go on with them they are waited for, as on a node alone.</summary>
    private async Task HandOverAsync(NodeCluster place, TimeSpan deadline, CancellationToken patience)
    {
        if (SipServer is not null && !place.HasHeir("sip-server")) await SipServer.DrainAsync(patience);
        using var limit = new CancellationTokenSource(deadline + Closing, drivers.Time);
        try
        {
            await place.LeaveAsync().WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            log.StoppedUnfinished("cluster", deadline + Closing);
        }
    }

    private static bool Listens(SipEndpointOptions sip) => sip.Udp.Count + sip.Tcp.Count > 0;

    private void Add(RecorderRoom room) => parts.Add(new NodePart("recorder", room.StartAsync, room.StopAsync));

    private void Add(ResourceManagerRoom room) =>
        parts.Add(new NodePart("resource-manager", room.StartAsync, room.StopAsync));

    private void Add(MediaServerRoom room) => parts.Add(new NodePart("media-server", room.StartAsync, room.StopAsync));

    private void Add(SipServerRoom room) =>
        parts.Add(new NodePart("sip-server", room.StartAsync, room.StopAsync) { EndsCalls = true });

    private RecorderRoom NewRecorder()
    {
        try
        {
            return new RecorderRoom(
                Options.Recorder, drivers.Network, drivers.Scheduler, drivers.Time, drivers.Identifiers, drivers.Journal,
                drivers.Logging, drivers.SipTrace, drivers.FreeSpace, drivers.Disk);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var archive = Options.Recorder.Archive;
            throw new NodeStartException(
                $"archive.recordings, archive.spool: {archive.Folder} and {archive.SpoolFolder} cannot be made: "
                + $"{exception.Message.TrimEnd('.')}. Choose folders that this user may write (node.data).",
                exception);
        }
    }

    private ResourceManagerRoom NewResourceManager() => new(
        Options.ResourceManager, drivers.Network, drivers.Scheduler, drivers.Time, drivers.Identifiers, drivers.Journal,
        drivers.Logging, drivers.SipTrace, Cluster?.Member);

    private MediaServerRoom NewMediaServer() => new(
        Options.MediaServer, drivers.Network, drivers.Scheduler, drivers.Time, drivers.Identifiers, drivers.Journal,
        drivers.Logging, drivers.SipTrace);

    private SipServerRoom NewSipServer() => new(
        Options.SipServer, drivers.Network, drivers.Scheduler, drivers.Time, drivers.Identifiers, drivers.Journal,
        drivers.Logging, drivers.SipTrace, Cluster?.Member);

    private ProjectionRunner AddReporting()
    {
        var reporting = new ProjectionRunner(
            drivers.Journal, drivers.Feed, drivers.ReadModels, ClusterShards.Projected(Options), drivers.Time,
            drivers.Logging.CreateLogger("ActiveRecording.Reporting")) { IsKnown = EventNames.Knows };
        parts.Add(new NodePart("reporting", Start, _ => reporting.DisposeAsync().AsTask()));
        if (drivers.MediaJournal is not null) AddMediaReporting(drivers.MediaJournal);
        return reporting;

        Task Start(CancellationToken stop)
        {
            reporting.Start();
            return Task.CompletedTask;
        }
    }

    /// <summary>What the media process decided is shown here too; nobody says when its journal grew.</summary>
    private void AddMediaReporting(IJournal journal)
    {
        var reporting = new ProjectionRunner(
            journal, feed: null, drivers.ReadModels, Options.ShardsOfMedia(), drivers.Time,
            drivers.Logging.CreateLogger("ActiveRecording.Reporting")) { IsKnown = EventNames.Knows, PollEvery = MediaPoll };
        parts.Add(new NodePart("media-reporting", Start, _ => reporting.DisposeAsync().AsTask()));

        Task Start(CancellationToken stop)
        {
            reporting.Start();
            return Task.CompletedTask;
        }
    }
}
