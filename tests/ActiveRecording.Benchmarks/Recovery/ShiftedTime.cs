namespace ActiveRecording.Benchmarks.Recovery;

/// <summary>The machine's clock, set so that it was <paramref name="start"/> when this was made.</summary>
internal sealed class ShiftedTime(DateTimeOffset start) : TimeProvider
{
    private readonly TimeSpan shift = start - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
}
