using ActiveRecording.Benchmarks.Linux;
using ActiveRecording.Benchmarks.Load;

namespace ActiveRecording.Benchmarks.Relay;

/// <summary>What open legs without traffic cost.</summary>
internal static class IdleLegs
{
    private const int Legs = 2_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>Percent of one core. The time is long enough to tell of each leg's silence once.</summary>
    public static double PercentOfCore(RelaySubject subject, TimeSpan measured)
    {
        using var layout = new LoadLayout(Legs / 2, Recorders.None);
        using var relay = subject.Start(layout);
        Thread.Sleep(WarmUp);
        var before = Libc.ProcessorNanos(relay.ProcessId);
        Thread.Sleep(measured);
        var percent = 100 * (Libc.ProcessorNanos(relay.ProcessId) - before) / measured.TotalNanoseconds;
        System.Console.Error.WriteLine(FormattableString.Invariant($"{subject.Name,-24} {Legs} idle legs: {percent:F2} % of a core"));
        return percent;
    }
}
