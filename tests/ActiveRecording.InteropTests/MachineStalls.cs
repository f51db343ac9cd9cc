namespace ActiveRecording.InteropTests;

/// <summary>
/// Notes when this machine gave nobody the processor: a thread that wants to run every two milliseconds, and how late it was.
/// What a test allows for instants is the product's bar and, on top, what the machine itself was late just then.
/// </summary>
internal sealed class MachineStalls : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Noted = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Reach = TimeSpan.FromSeconds(0.5);
    private readonly Lock gate = new();
    private readonly List<(DateTimeOffset At, TimeSpan Late)> stalls = [];
    private readonly Thread watch;
    private volatile bool ended;

    public MachineStalls()
    {
        watch = new Thread(Watch) { IsBackground = true, Name = "machine-stalls" };
        watch.Start();
    }

    /// <summary>The worst delay noted around an instant.</summary>
    public TimeSpan Around(DateTimeOffset instant)
    {
        lock (gate)
        {
            return stalls.Where(stall => (stall.At - instant).Duration() <= Reach + stall.Late)
                .Select(stall => stall.Late).DefaultIfEmpty(TimeSpan.Zero).Max();
        }
    }

    /// <summary>The worst delay of all.</summary>
    public TimeSpan Worst()
    {
        lock (gate) return stalls.Select(stall => stall.Late).DefaultIfEmpty(TimeSpan.Zero).Max();
    }

    public void Dispose()
    {
        ended = true;
        watch.Join();
    }

    private void Watch()
    {
        for (var last = DateTimeOffset.UtcNow; !ended;)
        {
            Thread.Sleep(Step);
            var now = DateTimeOffset.UtcNow;
            var late = now - last - Step;
            if (late > Noted)
            {
                lock (gate) stalls.Add((now, late));
            }

            last = now;
        }
    }
}
