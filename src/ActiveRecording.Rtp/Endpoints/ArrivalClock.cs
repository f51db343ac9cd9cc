namespace ActiveRecording.Rtp.Endpoints;

/// <summary>
/// Wall-clock time that never steps: the instant of construction plus the monotonic time since. All streams of a
/// plane are stamped by one, so that a correction of the system's clock cannot shift one channel against another.
/// </summary>
internal sealed class ArrivalClock(TimeProvider time)
{
    private readonly DateTimeOffset origin = time.GetUtcNow();
    private readonly long started = time.GetTimestamp();

    public DateTimeOffset Now => origin + time.GetElapsedTime(started);
}
