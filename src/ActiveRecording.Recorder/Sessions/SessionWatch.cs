using ActiveRecording.Domain.Recordings;
using ActiveRecording.Recorder.Signalling;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Recorder.Sessions;

/// <summary>
/// Finds sessions whose peer is gone: silent ones are asked by OPTIONS, because a party may simply send nothing.
/// </summary>
internal sealed class SessionWatch(RecorderContext context) : IDisposable
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);
    private ITimer? watch;

    /// <summary>Begins.</summary>
    public void Start() =>
        watch = context.Time.CreateTimer(_ => context.Endpoint.Post(Look), null, WatchInterval, WatchInterval);

    /// <inheritdoc/>
    public void Dispose() => watch?.Dispose();

    private void Look()
    {
        context.Timers.Look(context.Sessions.All);
        var oldest = (context.Now - context.Options.MediaTimeout).UtcTicks;
        foreach (var session in context.Sessions.All)
        {
            if (session is { IsAccepted: true, IsEnding: false, IsProbed: false }
                && session.LastHeardTicks < oldest)
                Probe(session);
        }
    }

    /// <summary>
    /// An unreachable proxy may be starting again: its peer is given up only after the same time once more.
    /// </summary>
    private bool IsLongSilent(LiveSession session) =>
        session.LastHeardTicks < (context.Now - (2 * context.Options.MediaTimeout)).UtcTicks;

    private void Probe(LiveSession session)
    {
        session.IsProbed = true;
        PeerRequest.Send(context, session, SipMethod.Options, status => Answered(session, status));
    }

    /// <summary>
    /// RFC 3261 §12.2.1.2: 481 and 408 mean that there is no dialog any more; any other answer of the peer is
    /// a sign of life.
    /// </summary>
    private void Answered(LiveSession session, int status)
    {
        session.IsProbed = false;
        var isGone = status is 481 or 408
            || (status == PeerRequest.UnreachableStatus && IsLongSilent(session));
        if (isGone)
            context.End(session, SessionEnd.PeerVanished,
                session.LastMedia ?? new(session.LastSignTicks, TimeSpan.Zero));
        else if (status != PeerRequest.UnreachableStatus) session.LastSignTicks = context.Now.UtcTicks;
    }
}
