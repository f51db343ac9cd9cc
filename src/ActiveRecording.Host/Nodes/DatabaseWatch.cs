using System.Data.Common;

namespace ActiveRecording.Host.Nodes;

/// <summary>Asks the database once a second whether it is there; while it is not, the node is not ready and says why.</summary>
internal sealed class DatabaseWatch : IDisposable
{
    private const string Part = "database";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Func<CancellationToken, Task> ping;
    private readonly Readiness readiness;
    private readonly TimeProvider time;
    private readonly PeriodicTimer timer;

    /// <param name="ping">Done when the database has answered.</param>
    /// <param name="readiness">Where it is said.</param>
    /// <param name="time">Steps the questions.</param>
    public DatabaseWatch(Func<CancellationToken, Task> ping, Readiness readiness, TimeProvider time)
    {
        (this.ping, this.readiness, this.time) = (ping, readiness, time);
        timer = new PeriodicTimer(Interval, time);
        _ = WatchAsync();
    }

    /// <summary>No further question is asked.</summary>
    public void Dispose() => timer.Dispose();

    private async Task WatchAsync()
    {
        while (await timer.WaitForNextTickAsync())
        {
            using var limit = new CancellationTokenSource(Patience, time);
            try
            {
                await ping(limit.Token).WaitAsync(limit.Token);
                readiness.Ready(Part);
            }
            catch (OperationCanceledException)
            {
                readiness.NotReady(Part, $"has not answered for {Patience.TotalSeconds:0} s");
            }
            catch (Exception exception) when (exception is DbException or IOException or TimeoutException or ObjectDisposedException)
            {
                readiness.NotReady(Part, $"cannot be reached: {exception.Message.TrimEnd('.')}");
            }
        }
    }
}
