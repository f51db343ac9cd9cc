using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Simulation;

namespace ActiveRecording.Runtime.Tests.Virtual;

public sealed class A_simulator
{
    private readonly Simulator simulator = new();

    [Fact]
    public void Runs_ready_work_before_it_moves_the_clock()
    {
        var order = new List<string>();
        var strand = new Strand(simulator.Scheduler, exception => throw exception);
        using var timer = simulator.Time.CreateTimer(
            _ => order.Add("timer"), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        strand.Post(() => order.Add("work"));
        strand.Post(() => order.Add("more work"));

        simulator.RunFor(TimeSpan.FromMilliseconds(1));

        Assert.Equal(["work", "more work", "timer"], order);
        Assert.Equal(TimeSpan.FromMilliseconds(1), simulator.Time.Elapsed);
    }

    [Fact]
    public void Resumes_awaits_on_its_own_thread()
    {
        var own = Environment.CurrentManagedThreadId;
        var promise = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = simulator.Time.CreateTimer(
            _ => promise.SetResult(), null, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);

        var threads = simulator.Run(async () =>
        {
            await promise.Task;
            var first = Environment.CurrentManagedThreadId;
            await simulator.Delay(TimeSpan.FromSeconds(1));
            return (first, Environment.CurrentManagedThreadId);
        });

        Assert.Equal((own, own), threads);
        Assert.Equal(TimeSpan.FromSeconds(31), simulator.Time.Elapsed);
    }

    [Fact]
    public void Throws_what_the_story_throws() =>
        Assert.Throws<FormatException>(() => simulator.Run(async () =>
        {
            await simulator.Delay(TimeSpan.FromSeconds(1));
            throw new FormatException("by test");
        }));

    [Fact]
    public void Gives_up_on_a_story_that_does_not_end()
    {
        var never = new TaskCompletionSource();

        Assert.Throws<TimeoutException>(() => simulator.Run(() => never.Task, TimeSpan.FromSeconds(5)));
        Assert.Equal(TimeSpan.FromSeconds(5), simulator.Time.Elapsed);
    }

    [Fact]
    public void Stops_as_soon_as_the_condition_holds()
    {
        var done = false;
        using var timer = simulator.Time.CreateTimer(
            _ => done = true, null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);

        Assert.False(simulator.RunUntil(() => done, TimeSpan.FromSeconds(1)));
        Assert.True(simulator.RunUntil(() => done, TimeSpan.FromSeconds(5)));
        Assert.Equal(TimeSpan.FromSeconds(2), simulator.Time.Elapsed);
    }

    [Fact]
    public void Reports_a_system_that_never_settles()
    {
        var strand = new Strand(simulator.Scheduler, exception => throw exception);
        void Again() => strand.Post(Again);
        Again();

        Assert.Throws<InvalidOperationException>(() => simulator.RunFor(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Refuses_work_from_another_thread_unless_told_otherwise()
    {
        Assert.Throws<InvalidOperationException>(() => simulator.Run(Elsewhere));

        var lenient = new Simulator { Strict = false };
        lenient.Run(Elsewhere);

        // The simulator's thread waits until the other one has posted, so that the outcome is the same each time.
        async Task Elsewhere()
        {
            var context = SynchronizationContext.Current!;
            var posted = new TaskCompletionSource();
            var thread = new Thread(() => context.Post(_ => posted.SetResult(), null));
            thread.Start();
            thread.Join();
            await posted.Task;
        }
    }

    [Fact]
    public void Repeats_a_shuffled_order_from_its_seed()
    {
        Assert.Equal(OrderOfTen(seed: 3), OrderOfTen(seed: 3));
        Assert.NotEqual(OrderOfTen(seed: 3), OrderOfTen(seed: 4));
    }

    private static List<int> OrderOfTen(ulong seed)
    {
        var shuffled = new Simulator(seed, shuffled: true);
        var order = new List<int>();
        for (var i = 0; i < 10; i++)
        {
            var number = i;
            new Strand(shuffled.Scheduler, exception => throw exception).Post(() => order.Add(number));
        }

        shuffled.RunFor(TimeSpan.Zero);
        return order;
    }
}
