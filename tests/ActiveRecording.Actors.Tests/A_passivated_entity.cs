using ActiveRecording.Benchmarks.Passivation;

namespace ActiveRecording.Actors.Tests;

/// <summary>What is left of entities that were woken, asked, had timers and snapshots, and were then left alone.</summary>
[Collection(nameof(Heap))]
public sealed class A_passivated_entity
{
    private const int Entities = 5_000;

    [Fact]
    public void Leaves_nothing_behind_in_memory()
    {
        var (bytes, reachable) = PassivatedEntities.Measure(Entities);

        Assert.Equal(0, reachable);
        Assert.Equal(0, Math.Max(0, Math.Round(bytes)));
    }
}

/// <summary>The heap is weighed while nothing else runs.</summary>
[CollectionDefinition(nameof(Heap), DisableParallelization = true)]
public sealed class Heap;
