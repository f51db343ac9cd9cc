using ActiveRecording.Runtime;
using ActiveRecording.Simulation;
using ActiveRecording.Simulation.Crashes;

namespace ActiveRecording.SystemTests.Clusters;

/// <summary>The connection of one life of a node to its database: takes its time, is cut, stands still with its node.</summary>
internal sealed class DatabaseWire(Simulator simulator, Life life, Database database, IIdentifiers chance)
{
    /// <summary>Until a question without an answer fails.</summary>
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(1);

    /// <summary>Nothing gets through.</summary>
    public bool IsCut { get; set; }

    /// <summary>What each question takes in addition.</summary>
    public TimeSpan Slowness { get; set; }

    /// <summary>Nothing is stored, and it says so; from 0 to 1.</summary>
    public double RefusedShare { get; set; }

    /// <summary>Of appends, how many are not answered though perhaps made; from 0 to 1.</summary>
    public double UnknownShare { get; set; }

    private bool IsLost => IsCut || database.IsDown;

    /// <summary>Asks the database. A question that was cut off fails after a while, an answer too: who asked cannot tell which.</summary>
    public async Task<T> AskAsync<T>(Func<Task<T>> question)
    {
        var outcome = new TaskCompletionSource<T>();
        if (life.IsOver) return await outcome.Task;
        await simulator.Delay(Travel());
        if (life.IsOver) return await outcome.Task;
        var isLost = IsLost;
        var answer = isLost ? default : await question();
        await simulator.Delay(Travel());
        if (isLost || IsLost)
        {
            await simulator.Delay(GiveUp);
            life.Do(() => outcome.TrySetException(new IOException("The database does not answer")));
        }
        else
        {
            life.Do(() => outcome.TrySetResult(answer!));
        }

        return await outcome.Task;
    }

    /// <summary>True with a probability.</summary>
    public bool Draws(double share) => share > 0 && (chance.NextUInt64() >> 11) * (1.0 / (1UL << 53)) < share;

    /// <summary>A while from nothing to <paramref name="limit"/>.</summary>
    public Task WaitAsync(TimeSpan limit) => simulator.Delay(TimeSpan.FromTicks((long)(chance.NextUInt64() % (ulong)limit.Ticks)));

    private TimeSpan Travel() => TimeSpan.FromMicroseconds(100 + (chance.NextUInt64() % 1_000)) + Slowness;
}
