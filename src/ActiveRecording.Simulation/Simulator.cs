using ActiveRecording.Runtime;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Simulation.Network;

namespace ActiveRecording.Simulation;

/// <summary>
/// A whole system on one thread: clock, scheduler, network and chance, all of it repeatable from a seed. Work that is
/// ready runs first; only when there is none does the clock move, to the next timer.
/// </summary>
public sealed class Simulator
{
    /// <summary>More steps than this without the clock moving are taken for a system that never settles.</summary>
    private const int MaxStepsPerInstant = 100_000;

    /// <summary>How long a story may take when nothing else is said, in virtual time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly SimulatorContext context;

    /// <param name="seed">Of the identifiers, and of the order if that is shuffled.</param>
    /// <param name="shuffled">Ready work runs in an order drawn from the seed instead of first come first served.</param>
    public Simulator(ulong seed = 1, bool shuffled = false)
    {
        Seed = seed;
        Identifiers = new SeededIdentifiers(seed);
        Scheduler = new VirtualScheduler(shuffled ? new SeededIdentifiers(~seed) : null);
        Network = new VirtualNetwork(Time);
        context = new SimulatorContext(Scheduler);
    }

    /// <summary>What this run can be repeated from.</summary>
    public ulong Seed { get; }

    /// <summary>Starts at <see cref="VirtualTime.Start"/>.</summary>
    public VirtualTime Time { get; } = new();

    /// <summary>For rooms and phones.</summary>
    public VirtualScheduler Scheduler { get; }

    /// <summary>For rooms and phones.</summary>
    public VirtualNetwork Network { get; }

    /// <summary>Drawn from the seed.</summary>
    public IIdentifiers Identifiers { get; }

    /// <summary>
    /// Whether work from another thread fails the run, because it cannot be repeated then. Only for systems with real I/O
    /// in them is this switched off.
    /// </summary>
    public bool Strict { get; set; } = true;

    /// <summary>Runs everything that happens within <paramref name="time"/>; afterwards the clock has moved by it.</summary>
    public void RunFor(TimeSpan time) => RunUntil(static () => false, time);

    /// <summary>Runs until <paramref name="condition"/> holds, looked at after each step.</summary>
    /// <param name="condition">What is waited for.</param>
    /// <param name="limit">Virtual time after which it is given up.</param>
    /// <returns>Whether it came to hold; if not, the clock has moved by <paramref name="limit"/>.</returns>
    public bool RunUntil(Func<bool> condition, TimeSpan limit)
    {
        var end = Time.Elapsed + limit;
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        Scheduler.Expect(Environment.CurrentManagedThreadId);
        try
        {
            return Step(condition, end);
        }
        finally
        {
            Scheduler.Expect(null);
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    /// <summary>Runs an asynchronous story to its end; what it throws is thrown here.</summary>
    /// <exception cref="TimeoutException">It did not end within <paramref name="limit"/> of virtual time (1 h by default).</exception>
    public void Run(Func<Task> story, TimeSpan? limit = null) => Run(
        async () =>
        {
            await story();
            return true;
        },
        limit);

    /// <inheritdoc cref="Run(Func{Task}, TimeSpan?)"/>
    public T Run<T>(Func<Task<T>> story, TimeSpan? limit = null)
    {
        Task<T>? task = null;
        context.Post(_ => task = story(), null);
        if (!RunUntil(() => task is { IsCompleted: true }, limit ?? Patience))
            throw new TimeoutException($"The story did not end within {limit ?? Patience} of virtual time (seed {Seed}).");
        return task!.GetAwaiter().GetResult();
    }

    /// <summary>A task that is done after <paramref name="time"/> on the virtual clock.</summary>
    public Task Delay(TimeSpan time)
    {
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Time.CreateTimer(static waiter => ((TaskCompletionSource)waiter!).SetResult(), passed, time, Timeout.InfiniteTimeSpan);
        return passed.Task;
    }

    private bool Step(Func<bool> condition, TimeSpan end)
    {
        var steps = 0;
        while (!condition())
        {
            var before = Time.Elapsed;
            if (!Scheduler.Step() && !Time.FireNext(end))
            {
                Time.Advance(end - Time.Elapsed);
                return false;
            }

            if (Strict && Scheduler.Intrusion is { } intrusion)
                throw new InvalidOperationException($"Work came from another thread (seed {Seed}):\n{intrusion}");
            steps = Time.Elapsed == before ? steps + 1 : 0;
            if (steps > MaxStepsPerInstant)
                throw new InvalidOperationException($"The system does not settle at {Time.Elapsed} (seed {Seed}).");
        }

        return true;
    }
}
