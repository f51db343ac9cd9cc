using ActiveRecording.Actors;
using ActiveRecording.Actors.Inspection;
using ActiveRecording.EventSourcing;
using ActiveRecording.MediaServer.Legs;
using ActiveRecording.MediaServer.Recording;
using ActiveRecording.MediaServer.RecordingSessions;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Runtime;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Sip;
using Microsoft.Extensions.Logging;
using Sessions = ActiveRecording.Actors.EntityRegion<
    ActiveRecording.MediaServer.RecordingSessions.RecordingDialogDecider,
    ActiveRecording.MediaServer.RecordingSessions.RecordingDialogState,
    ActiveRecording.MediaServer.RecordingSessions.RecordingDialogCommand,
    object,
    ActiveRecording.MediaServer.RecordingSessions.RecordingDialogEffect>;

namespace ActiveRecording.MediaServer;

/// <summary>
/// The Media Server: RTP endpoints under SIP and MSML, bridged by conf-id and copied to recorders.
/// Conferences belong to this node and end with it; recording sessions are journalled, so that no recorder is
/// left waiting after a restart.
/// </summary>
public sealed class MediaServerRoom : IDisposable
{
    /// <summary>The category of recording sessions in the journal.</summary>
    public const string RecordingSessionCategory = "recording-session";

    private readonly RoomContext context;
    private readonly MediaServerDesk desk;
    private readonly LegTable legs = new();
    private readonly LegDialogs dialogs;
    private readonly LegWatch watch;
    private readonly SessionWatch sessionWatch;
    private readonly RecorderDialogs recorders;
    private readonly Sessions sessions;
    private readonly MediaServerMeter meter;
    private readonly TaskCompletionSource drained = new();
    private bool isDraining;

    /// <summary>A room that does not listen yet.</summary>
    /// <exception cref="ArgumentException">
    /// The route to the recorders is malformed or leads nowhere.
    /// </exception>
    public MediaServerRoom(
        MediaServerOptions options, INetwork network, IScheduler scheduler, TimeProvider time,
        IIdentifiers identifiers, IJournal journal, ILoggerFactory logging, ISipTrace? trace = null)
    {
        if (!RecorderRoute.TryParse(options.RecorderRouteSet, out var route, out var error))
            throw new ArgumentException($"vrrecorder.sip.routeset: {error}", nameof(options));

        var log = logging.CreateLogger("ActiveRecording.MediaServer");
        var endpoint = new SipEndpoint(
            options.Sip, network, scheduler, time, identifiers, new Entrance(() => desk!), log, trace);
        if (!endpoint.TryResolve(route.Next, out _))
        {
            throw new ArgumentException(
                $"vrrecorder.sip.routeset: '{route.Next.Host}' is no IP address and no configured host",
                nameof(options));
        }

        var plane = RtpDataPlanes.Open(options.Media, network, time, identifiers, log);
        context = new RoomContext(options, endpoint, plane, time, identifiers, log);
        var runner = new RecordingDialogRunner(context, () => recorders!);
        sessions = new(
            new EntityRegionOptions
            {
                Category = RecordingSessionCategory,
                Shards = options.Shards,
                FirstShard = options.FirstShard,
                SnapshotEvery = EntityRegionOptions.ShortReplay,
            },
            RecordingDialogJournal.Codec(), journal, scheduler, time, identifiers, runner, log, RecordingSessionSnapshot.Codec);
        RecordingDesk? recordings = null;
        recorders = new RecorderDialogs(
            context, new RecorderMessages(context, route), () => recordings!, sessions.Tell, Emptied);
        var messages = new LegMessages(context, legs);
        recordings = new RecordingDesk(context, route, recorders, messages.Report);
        dialogs = new LegDialogs(context, legs, messages, recordings, Emptied);
        watch = new LegWatch(context, legs, messages, dialogs);
        sessionWatch = new SessionWatch(context, legs, dialogs, recorders);
        desk = new MediaServerDesk(
            context, legs, dialogs, new LegRequests(context, dialogs, new MsmlExecutor(legs, recordings)),
            recorders, new RecorderRequests(context, recorders, recordings));
        meter = new MediaServerMeter(
            options.Sip.Name, () => legs.Count, () => recorders.Count, context.Plane);
    }

    /// <summary>Its entities, for operators.</summary>
    public IReadOnlyList<IInspectedRegion> Regions => [sessions];

    /// <summary>Counts of RTP and of leased ports.</summary>
    public RtpCounters Media => context.Plane.Counters;

    /// <summary>The room's SIP stack, for its bound addresses.</summary>
    public SipEndpoint Endpoint => context.Endpoint;

    /// <summary>
    /// Opens the sockets, ends the recording sessions that an earlier life left behind, and takes calls.
    /// </summary>
    public async Task StartAsync(CancellationToken stop)
    {
        context.Endpoint.Open();
        await sessions.StartAsync(stop);
        context.Endpoint.Post(() => desk.IsOpen = true);
        watch.Start();
        sessionWatch.Start();
    }

    /// <summary>
    /// Takes no more calls, ends every leg and every recording session, and waits for the recorders to know;
    /// what <paramref name="stop"/> cuts short is done after the next start.
    /// </summary>
    public async Task StopAsync(CancellationToken stop)
    {
        context.Endpoint.Post(Drain);
        try
        {
            await drained.Task.WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            context.Log.DrainCut(context.Options.Sip.Name, recorders.Count);
        }

        await sessions.StopAsync(CancellationToken.None);
        Dispose();
    }

    /// <summary>Closes the sockets without a word, as a crash would.</summary>
    public void Dispose()
    {
        watch.Dispose();
        sessionWatch.Dispose();
        context.Plane.Dispose();
        context.Endpoint.Dispose();
        meter.Dispose();
    }

    private void Drain()
    {
        isDraining = true;
        desk.IsOpen = false;
        context.Log.Draining(context.Options.Sip.Name, legs.Count, recorders.Count);
        dialogs.HangUpAll();
        Emptied();
    }

    private void Emptied()
    {
        if (isDraining && legs.Count == 0 && recorders.Count == 0) drained.TrySetResult();
    }
}
