using ActiveRecording.Sip.Sessions;

namespace ActiveRecording.Host.Configuration;

/// <summary>Reads a room's section <c>session-timer</c> (RFC 4028).</summary>
internal static class SessionTimerSettings
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(SessionExpires.Least);
    private static readonly TimeSpan Most = TimeSpan.FromHours(24);

    /// <summary>Null if there are to be no timers.</summary>
    public static SessionTimerOptions? Read(Settings room)
    {
        var timer = room.Section("session-timer");
        var isEnabled = timer.Flag("enabled");
        var options = new SessionTimerOptions
        {
            Interval = timer.Duration("expires", Least, Most),
            Minimum = timer.Duration("min-se", Least, Most),
        };
        if (options.Interval < options.Minimum) timer.Refuse("expires", "an interval not below min-se");
        return isEnabled ? options : null;
    }
}
