using ActiveRecording.Domain.Recordings;
using ActiveRecording.Recorder.Signalling;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Recorder.Sessions;

/// <summary>
/// Hands spools to the disk in time, and finds sessions whose peer is gone: silent ones are asked by OPTIONS, because a
/// party may simply send nothing.
/// </summary>
internal sealed class SessionWatch(RecorderContext context) : IDisposable
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);
    private ITimer? flush;
    private ITimer? sync;
    private ITimer? watch;

    /// <summary>Begins.</summary>
    public void Start()
    {
        var limits = context.Options.Archive.SpoolLimits;
        flush = Every(limits.FlushInterval, () => ForEachSpool(spool => spool.Flush()));
        sync = Every(limits.SyncInterval, () => ForEachSpool(spool => spool.Sync()));
        watch = Every(WatchInterval, Look);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        flush?.Dispose();
        sync?.Dispose();
        watch?.Dispose();
    }

    private ITimer Every(TimeSpan interval, Action action) =>
        context.Time.CreateTimer(_ => context.Endpoint.Post(action), null, interval, interval);

    private void ForEachSpool(Action<Archive.Spools.SpoolWriter> action)
    {
        foreach (var session in context.Sessions.All)
        {
            foreach (var stream in session.Streams)
            {
                if (stream.Sink.Spool is { } spool) action(spool);
            }
        }
    }

    private void Look()
    {
        var oldest = (context.Now - context.Options.MediaTimeout).UtcTicks;
        foreach (var session in context.Sessions.All)
        {
            if (session is { IsAccepted: true, IsEnding: false, IsProbed: false } && session.LastHeardTicks < oldest) Probe(session);
        }
    }

    private void Probe(LiveSession session)
    {
        session.IsProbed = true;
        PeerRequest.Send(context, session, SipMethod.Options, status => Answered(session, status));
    }

    /// <summary>RFC 3261 §12.2.1.2: 481 and 408 mean that there is no dialog any more; any other answer is a sign of life.</summary>
    private void Answered(LiveSession session, int status)
    {
        session.IsProbed = false;
        if (status is 481 or 408 or 503) context.End(session, SessionEnd.PeerVanished, session.LastMedia ?? new(session.LastSignTicks, TimeSpan.Zero));
        else session.LastSignTicks = context.Now.UtcTicks;
    }
}
