using ActiveRecording.Benchmarks.Load;

namespace ActiveRecording.Benchmarks.Relay;

/// <summary>
/// How many calls one core carries with less than 0.1 % loss, 99 % of the packets within 20 ms and every copy with the recorder: twice as many
/// until it does not, then halves of what is between.
/// </summary>
internal static class SustainableCalls
{
    private const int First = 250;
    private const int Most = 4_000;
    private const int Step = 50;
    private const int Attempts = 2;
    private const double LossPercent = 0.1;
    private const double P99Millis = 20;

    public static int Search(RelayRuns runs, RelaySubject subject)
    {
        var (carried, tooMany) = (0, First);
        while (tooMany <= Most && Carries(runs, subject, tooMany)) (carried, tooMany) = (tooMany, 2 * tooMany);
        while (tooMany - carried > Step)
        {
            var between = carried + (tooMany - carried) / 2 / Step * Step;
            if (between == carried) break;
            if (Carries(runs, subject, between)) carried = between;
            else tooMany = between;
        }

        return carried;
    }

    /// <summary>Whether a relay kept up.</summary>
    public static bool Holds(LoadResult result) =>
        result.LossPercent < LossPercent && result.P99Millis < P99Millis && result.Copies >= result.Sent * (1 - LossPercent / 100);

    /// <summary>A second attempt, since the machine may have been away during the first.</summary>
    private static bool Carries(RelayRuns runs, RelaySubject subject, int calls)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var result = runs.Measure(subject, calls);
            if (result.WorstLagMillis > P99Millis) System.Console.Error.WriteLine("The load itself was late: this run says little.");
            if (Holds(result)) return true;
        }

        return false;
    }
}
