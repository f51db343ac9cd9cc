using ActiveRecording.MediaServer.Legs;
using ActiveRecording.MediaServer.RecordingSessions;

namespace ActiveRecording.MediaServer;

/// <summary>Looks at the session timers of all dialogs about every second (RFC 4028 §10).</summary>
internal sealed class SessionWatch(
    RoomContext context, LegTable legs, LegDialogs dialogs, RecorderDialogs recorders) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private ITimer? timer;

    /// <summary>Looks from now on.</summary>
    public void Start()
    {
        if (context.Options.SessionTimer is null) return;
        timer = context.Time.CreateTimer(_ => context.Endpoint.Post(Look), state: null, Interval, Interval);
    }

    /// <inheritdoc/>
    public void Dispose() => timer?.Dispose();

    private void Look()
    {
        dialogs.Sessions.Look(legs.Open);
        recorders.Look();
    }
}
