using ActiveRecording.Actors;
using ActiveRecording.Archive;
using ActiveRecording.Archive.Files;
using ActiveRecording.Archive.Spools;
using ActiveRecording.Domain.Recordings;
using ActiveRecording.EventSourcing;
using ActiveRecording.Recorder.Sessions;
using ActiveRecording.Recorder.Signalling;
using ActiveRecording.Recorder.Storage;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Runtime;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Sessions;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Recorder;

using Recordings = EntityRegion<RecordingDecider, RecordingState, RecordingCommand, RecordingEvent,
    RecordingEffect>;

/// <summary>The parts of one recorder, made once and known to each other.</summary>
internal sealed class RecorderContext
{
    private static readonly TimeSpan RetryTelling = TimeSpan.FromMilliseconds(500);

    public RecorderContext(
        RecorderOptions options,
        INetwork network,
        IScheduler scheduler,
        TimeProvider time,
        IIdentifiers identifiers,
        IJournal journal,
        ILoggerFactory loggers,
        ISipTrace? trace,
        IScheduler disk,
        FreeSpaceProbe freeSpace)
    {
        (Options, Time, Identifiers) = (options, time, identifiers);
        Log = loggers.CreateLogger<RecorderRoom>();
        Store = new RecordingStore(options.Archive, freeSpace);
        SpoolDisk = new FileSystemDisk(options.Archive.SpoolFolder);
        Spooler = new Spooler(options.Archive.SpoolLimits, SpoolDisk, disk, time, TroubleChanged);
        Plane = RtpDataPlanes.Open(options.Media, network, time, identifiers, Log);
        Sessions = new SessionTable(this);
        Sealing = new Sealer(this, disk);
        Negotiation = new MediaNegotiation(options.AcceptNativeCodecs, options.AcceptVideo);
        Meter = new RecorderMeter(() => Sessions.Count, () => Spooler.State, Plane);
        Endpoint = new SipEndpoint(
            options.Sip, network, scheduler, time, identifiers, new RecorderSip(this),
            loggers.CreateLogger<SipEndpoint>(), trace);
        Timers = new SessionKeeper<LiveSession>(
            time, options.SessionTimer is { } timer ? timer with { RefreshesAlone = false } : null,
            (session, method) => SessionRefresh<LiveSession>.Send(Endpoint, Timers!, session, method),
            session => End(session, SessionEnd.Expired, session.LastMedia ?? Now));
        Recordings = new Recordings(
            new EntityRegionOptions
            {
                Category = "recording",
                Shards = options.Shards,
                FirstShard = options.FirstShard,
                SnapshotEvery = EntityRegionOptions.ShortReplay,
            },
            new JournalCodec<RecordingEvent>(RecordingJournal.Default),
            journal, scheduler, time, identifiers, new RecordingEffects(this),
            loggers.CreateLogger<Recordings>(),
            SnapshotCodec<RecordingState>.Of(RecordingJournal.Default.RecordingSnapshot, RecordingSnapshot.Of, static kept => kept.Restore()));
    }

    public RecorderOptions Options { get; }

    public TimeProvider Time { get; }

    public IIdentifiers Identifiers { get; }

    public ILogger Log { get; }

    public RecordingStore Store { get; }

    /// <summary>Where spools are written.</summary>
    public FileSystemDisk SpoolDisk { get; }

    /// <summary>Writes the spools of all streams.</summary>
    public Spooler Spooler { get; }

    public IRtpDataPlane Plane { get; }

    public SipEndpoint Endpoint { get; }

    public SessionTable Sessions { get; }

    /// <summary>The sessions' timers (RFC 4028); the Media Server refreshes, if it knows timers.</summary>
    public SessionKeeper<LiveSession> Timers { get; }

    public Sealer Sealing { get; }

    public RecorderMeter Meter { get; }

    public MediaNegotiation Negotiation { get; }

    public Recordings Recordings { get; }

    /// <summary>No new sessions are taken.</summary>
    public bool IsDraining { get; set; }

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>
    /// Tells a recording what must not get lost: again and again while its mailbox is full, but not once the
    /// room stops.
    /// </summary>
    public void TellSurely(string recordingId, RecordingCommand command)
    {
        if (Recordings.Tell(recordingId, command) || IsDraining) return;
        After(RetryTelling, () => TellSurely(recordingId, command));
    }

    /// <summary>What the recorder does without although it works, one sentence each.</summary>
    public IReadOnlyList<string> Degraded => Spooler.State is { StreamsInTrouble: > 0 } state
        ?
        [
            $"recorder: the disk is too slow: {state.StreamsInTrouble} streams are not kept, {state.Bytes} bytes wait for it",
        ]
        : [];

    /// <summary>Ends a session, once.</summary>
    /// <param name="session">The session.</param>
    /// <param name="reason">Why.</param>
    /// <param name="at">When its media ended, on our clock.</param>
    /// <param name="callEndedAt">When its sender says that the call ended; null if it says nothing.</param>
    public void End(
        LiveSession session, SessionEnd reason, DateTimeOffset at, DateTimeOffset? callEndedAt = null)
    {
        if (session.IsEnding) return;
        session.Ending = reason;
        var wait = reason == SessionEnd.PeerFailed ? Options.RejoinGrace : Options.SessionGrace;
        TellSurely(
            session.RecordingId, new EndSession(session.Id, reason, wait + (Now - at), at, callEndedAt));
    }

    /// <summary>The alarm, and its end.</summary>
    private void TroubleChanged(SpoolState state)
    {
        if (state.StreamsInTrouble > 0) Log.DiskTooSlow(state.StreamsInTrouble, state.Bytes);
        else Log.DiskCaughtUp(state.DroppedFrames);
    }

    /// <summary>Runs an action on the endpoint's strand after a time.</summary>
    public void After(TimeSpan due, Action action)
    {
        ITimer? timer = null;
        timer = Time.CreateTimer(
            _ =>
            {
                Endpoint.Post(action);
                timer?.Dispose();
            },
            null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(due, Timeout.InfiniteTimeSpan);
    }
}
