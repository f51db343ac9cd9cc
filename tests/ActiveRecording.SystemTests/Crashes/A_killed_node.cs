namespace ActiveRecording.SystemTests.Crashes;

/// <summary>The node is killed at every append of a call's life, and at random instants, and starts again on what it left behind.</summary>
public sealed class A_killed_node
{
    /// <summary>Appends of the whole story without a crash.</summary>
    private const int Appends = 46;

    private const int Seeds = 60;

    /// <summary>From registering to hanging up, without a crash.</summary>
    private const double StorySeconds = 7;

    public static TheoryData<int, bool> EveryAppend
    {
        get
        {
            var data = new TheoryData<int, bool>();
            for (var append = 1; append <= Appends; append++)
            {
                data.Add(append, false);
                data.Add(append, true);
            }

            return data;
        }
    }

    [Fact]
    public void Is_killed_at_every_append_there_is()
    {
        using var node = new MortalNode(dieAt: Appends + 1);

        new KilledCall(node).Live();

        Assert.Empty(node.Deaths);
        Assert.Equal(Appends, node.Appends);
    }

    [Theory]
    [MemberData(nameof(EveryAppend))]
    public void Owes_nobody_anything_whichever_append_it_dies_at(int append, bool durable)
    {
        using var node = new MortalNode(dieAt: append, durable: durable);
        var call = new KilledCall(node);

        call.Live();

        Assert.Single(node.Deaths);
        call.AssertSettled();
    }

    [Fact]
    public void Owes_nobody_anything_whenever_and_however_often_it_dies()
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            try
            {
                Die(seed);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed}", exception);
            }
        }
    }

    private static void Die(int seed)
    {
        var random = new Random(seed);
        using var node = new MortalNode((ulong)seed, shuffled: true);
        var call = new KilledCall(node);
        for (var deaths = random.Next(1, 4); deaths > 0; deaths--)
            node.KillAfter(TimeSpan.FromSeconds(random.NextDouble() * StorySeconds * 1.5), TimeSpan.FromSeconds(0.05 + random.NextDouble() * 4));

        call.Live();

        call.AssertSettled();
    }
}
