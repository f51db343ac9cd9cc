using System.Diagnostics;

namespace ActiveRecording.ClusterTests.Arena;

/// <summary>Waiting for what must come.</summary>
internal static class Patience
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until there is no objection any more.</summary>
    /// <param name="objection">Null when all is well.</param>
    /// <param name="limit">How long.</param>
    /// <exception cref="TimeoutException">With the last objection.</exception>
    public static async Task UntilAsync(Func<Task<string?>> objection, TimeSpan limit)
    {
        var started = Stopwatch.GetTimestamp();
        while (await objection() is { } still)
        {
            if (Stopwatch.GetElapsedTime(started) > limit) throw new TimeoutException($"After {limit.TotalSeconds:F0} s: {still}");
            await Task.Delay(Step);
        }
    }
}
