using ActiveRecording.Benchmarks.IdleCalls;

namespace ActiveRecording.SystemTests.Nodes;

/// <summary>What a call keeps while nothing happens in it; the exact figure is the benchmark's.</summary>
[Collection(nameof(Real_time))]
public sealed class An_idle_recorded_call
{
    /// <summary>Half above the bar of 32 KiB for 1,000 calls, since 50 bear the spare room of every table among them.</summary>
    private const double BudgetBytes = 48 * 1024;

    [Fact]
    public void It_takes_no_more_heap_than_its_budget() =>
        Assert.InRange(IdleRecordedCalls.PerCall(calls: 50).HeapBytes, 1, BudgetBytes);
}
