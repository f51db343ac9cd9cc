using System.Net;
using ActiveRecording.Actors.Inspection;
using ActiveRecording.Archive.Files;
using ActiveRecording.Domain.Recordings;
using ActiveRecording.EventSourcing;
using ActiveRecording.Recorder.Sessions;
using ActiveRecording.Runtime;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Sip;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Recorder;

/// <summary>
/// A recorder: a SIP user agent that accepts recording sessions (<c>record=</c>), keeps their media in spools
/// and seals each recording as one stereo file. Everything it promises is in the journal before it is said.
/// </summary>
public sealed class RecorderRoom : IDisposable
{
    /// <summary>The meter of all recorders.</summary>
    public const string MeterName = "ActiveRecording.Recorder";

    private readonly RecorderContext context;
    private readonly SessionWatch watch;

    /// <summary>
    /// A recorder that does not listen yet. Spools are written and recordings sealed on <paramref name="disk"/>, three
    /// works at once at most, which wait for disks; without one on <paramref name="scheduler"/>.
    /// </summary>
    /// <exception cref="IOException">Its folders cannot be made.</exception>
    public RecorderRoom(
        RecorderOptions options,
        INetwork network,
        IScheduler scheduler,
        TimeProvider time,
        IIdentifiers identifiers,
        IJournal journal,
        ILoggerFactory loggers,
        ISipTrace? trace = null,
        FreeSpaceProbe? freeSpace = null,
        IScheduler? disk = null)
    {
        context = new RecorderContext(
            options, network, scheduler, time, identifiers, journal, loggers, trace,
            disk ?? scheduler, freeSpace ?? FreeSpace.OfDisk);
        watch = new SessionWatch(context);
    }

    /// <summary>The recorder's SIP stack.</summary>
    public SipEndpoint Endpoint => context.Endpoint;

    /// <summary>The bound UDP addresses, once started.</summary>
    public IReadOnlyList<IPEndPoint> Udp => context.Endpoint.Udp;

    /// <summary>The bound TCP addresses, once started.</summary>
    public IReadOnlyList<IPEndPoint> Tcp => context.Endpoint.Tcp;

    /// <summary>Its entities, for operators.</summary>
    public IReadOnlyList<IInspectedRegion> Regions => [context.Recordings];

    /// <summary>Sessions at this moment.</summary>
    public int Sessions => context.Sessions.Count;

    /// <summary>Whether a new recording would be accepted, as far as the disk is concerned.</summary>
    public bool HasRoom => context.Store.HasRoom;

    /// <summary>What it does without although it works, one sentence each.</summary>
    public IReadOnlyList<string> Degraded => context.Degraded;

    /// <summary>The path of a sealed file, by the name in its event.</summary>
    public string PathOf(string file) => context.Store.PathOf(file);

    /// <summary>
    /// Goes on with the recordings that were open, seals what a crash left behind, then listens.
    /// </summary>
    /// <exception cref="System.Net.Sockets.SocketException">
    /// An address is in use or not this machine's.
    /// </exception>
    public async Task StartAsync(CancellationToken stop)
    {
        await context.Recordings.StartAsync(stop);
        foreach (var id in context.Store.RecordingsWithSpools()) await SweepAsync(id);
        await ContinuedAsync(stop);
        context.Endpoint.Open();
        watch.Start();
    }

    /// <summary>
    /// Takes no new session and forces what was received to the disk. Sessions still open are not ended: they
    /// go on when the recorder starts again, or are sealed then.
    /// </summary>
    public async Task StopAsync(CancellationToken stop)
    {
        var spooled = new TaskCompletionSource();
        context.Endpoint.Post(() => Suspend(spooled));
        await spooled.Task.WaitAsync(stop);
        await context.Recordings.StopAsync(stop);
        Dispose();
    }

    /// <summary>Closes everything at once, as a crash would.</summary>
    public void Dispose()
    {
        context.IsDraining = true;
        watch.Dispose();
        context.Plane.Dispose();
        context.Endpoint.Dispose();
        context.Spooler.Dispose();
        context.SpoolDisk.Dispose();
        context.Meter.Dispose();
    }

    /// <summary>Open sessions are known again before the first request can come.</summary>
    private Task ContinuedAsync(CancellationToken stop)
    {
        var continued = new TaskCompletionSource();
        context.Endpoint.Post(continued.SetResult);
        return continued.Task.WaitAsync(stop);
    }

    /// <summary>Spools of recordings that nobody waits for any more.</summary>
    private async Task SweepAsync(string recordingId)
    {
        var state = await context.Recordings.QueryAsync(recordingId);
        if (state is RecordingState.Idle) context.Log.SpoolsOrphaned(recordingId);
        if (state is RecordingState.Idle or RecordingState.Sealed { SpoolsRemoved: true })
            context.Sealing.TryRemoveSpools(recordingId);
    }

    private void Suspend(TaskCompletionSource spooled)
    {
        context.IsDraining = true;
        var spools = context.Sessions.Spools.ToArray();
        var open = spools.Length + 1;
        foreach (var spool in spools) spool.Close(Closed);
        context.Sealing.AfterAll(Closed);

        void Closed()
        {
            if (Interlocked.Decrement(ref open) == 0) spooled.TrySetResult();
        }
    }
}
