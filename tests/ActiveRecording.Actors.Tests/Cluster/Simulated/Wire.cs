using ActiveRecording.Runtime;
using ActiveRecording.Simulation;
using ActiveRecording.Simulation.Crashes;

namespace ActiveRecording.Actors.Tests.Cluster.Simulated;

/// <summary>The connection of one node to the database: takes its time, may be cut, stands still with its node.</summary>
public sealed class Wire(Simulator simulator, Life life, IIdentifiers chance)
{
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(1);

    /// <summary>Nothing gets through.</summary>
    public bool IsCut { get; set; }

    /// <summary>Asks the database. A question that was cut off fails after a while, an answer too: who asked cannot tell which.</summary>
    public async Task<T> AskAsync<T>(Func<Task<T>> question)
    {
        var outcome = new TaskCompletionSource<T>();
        if (life.IsOver) return await outcome.Task;
        await simulator.Delay(Travel());
        if (life.IsOver) return await outcome.Task;
        var isLost = IsCut;
        var answer = isLost ? default : await question();
        await simulator.Delay(Travel());
        isLost |= IsCut;
        if (isLost) await simulator.Delay(GiveUp);
        if (isLost) life.Do(() => outcome.TrySetException(new IOException("The database does not answer")));
        else life.Do(() => outcome.TrySetResult(answer!));
        return await outcome.Task;
    }

    private TimeSpan Travel() => TimeSpan.FromMicroseconds(100 + (chance.NextUInt64() % 2_000));
}
