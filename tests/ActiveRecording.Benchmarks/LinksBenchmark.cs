using System.Diagnostics;

namespace ActiveRecording.Benchmarks;

/// <summary>
/// Asking an entity on another node and having its reply, against a bare message and its echo on the same kind of
/// connection, a WebSocket of Kestrel on loopback; one at a time and <see cref="Window"/> under way. The entity decides
/// without an event, so that no journal is measured. Rounds alternate; medians are reported.
/// </summary>
internal static class LinksBenchmark
{
    private const int Window = 64;
    private const int Rounds = 21;
    private const int WarmUpRounds = 6;
    private const int Sequential = 500;
    private const int Pipelined = 10_000;

    public static BenchmarkResult Run() => RunAsync().GetAwaiter().GetResult();

    private static async Task<BenchmarkResult> RunAsync()
    {
        await using var nodes = await Links.LinkedNodes.StartAsync();
        await using var echo = await Links.BareEcho.StartAsync();
        var samples = new List<double[]>();
        for (var round = -WarmUpRounds; round < Rounds; round++)
        {
            double[] micros =
            [
                await MicrosAsync(nodes.AskAsync, Sequential, 1),
                await MicrosAsync(echo.AskAsync, Sequential, 1),
                await MicrosAsync(nodes.AskAsync, Pipelined, Window),
                await MicrosAsync(echo.AskAsync, Pipelined, Window),
            ];
            if (round >= 0) samples.Add(micros);
        }

        return new(
            "links",
            new Dictionary<string, double> { ["askMicros"] = MedianOf(m => m[0]), ["ask64Micros"] = MedianOf(m => m[2]) },
            new Dictionary<string, double> { ["echoMicros"] = MedianOf(m => m[1]), ["echo64Micros"] = MedianOf(m => m[3]) },
            new Dictionary<string, double> { ["ask"] = MedianOf(m => m[0] / m[1]), ["ask64"] = MedianOf(m => m[2] / m[3]) });

        double MedianOf(Func<double[], double> value) => Measured.Median([.. samples.Select(value)]);
    }

    /// <summary>Microseconds per question, with so many under way at a time.</summary>
    private static async Task<double> MicrosAsync(Func<int, Task> ask, int count, int window)
    {
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, window).Select(async lane =>
        {
            for (var number = lane; number < count; number += window) await ask(number);
        }));
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / count;
    }
}
