using ActiveRecording.Simulation.Flows;

namespace ActiveRecording.SystemTests.Crashes;

/// <summary>The node is killed at every append of a call's life, and at random instants, and starts again on what it left behind.</summary>
public sealed class A_killed_node
{
    private const int FewestAppends = 40;
    private const int Seeds = 60;

    /// <summary>From registering to hanging up, without a crash.</summary>
    private const double StorySeconds = 7;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Owes_nobody_anything_whichever_append_it_dies_at(bool durable)
    {
        var append = 0;
        while (Dies(++append, durable))
        {
        }

        Assert.True(append > FewestAppends, $"the story ended after {append} appends");
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

    [Fact]
    public void Joins_the_parties_again_and_goes_on_recording()
    {
        using var node = new MortalNode();
        var call = new KilledCall(node);
        node.KillAfter(TimeSpan.FromSeconds(1.7), TimeSpan.FromSeconds(1));

        call.Live();

        call.AssertSettled();
        Assert.True(call.WasHungUp);
        GoldenFlow.Verify("killed-while-talking", node.Ladder());
    }

    [Fact]
    public void Goes_on_ringing()
    {
        using var node = new MortalNode();
        var call = new KilledCall(node);
        node.KillAfter(TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(1));

        call.Live();

        call.AssertSettled();
        Assert.True(call.WasHungUp);
        GoldenFlow.Verify("killed-while-ringing", node.Ladder());
    }

    /// <summary>False when it did not, because there was no such append.</summary>
    private static bool Dies(int append, bool durable)
    {
        using var node = new MortalNode(dieAt: append, durable: durable);
        var call = new KilledCall(node);
        try
        {
            call.Live();
            call.AssertSettled();
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Append {append}", exception);
        }

        return node.Deaths.Count > 0;
    }

    private static void Die(int seed)
    {
        var random = new Random(seed);
        using var node = new MortalNode((ulong)seed, shuffled: true);
        var call = new KilledCall(node);
        for (var deaths = random.Next(1, 4); deaths > 0; deaths--)
        {
            var due = TimeSpan.FromSeconds(random.NextDouble() * StorySeconds * 1.5);
            node.KillAfter(due, TimeSpan.FromSeconds(0.05 + random.NextDouble() * 4));
        }

        call.Live();
        call.AssertSettled();
    }
}
