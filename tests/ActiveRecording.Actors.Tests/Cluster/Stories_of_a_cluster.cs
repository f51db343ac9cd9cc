using ActiveRecording.Actors.Tests.Cluster.Simulated;

namespace ActiveRecording.Actors.Tests.Cluster;

/// <summary>Many seeds, each another order of load and faults; a failing seed says how to play it again.</summary>
public sealed class Stories_of_a_cluster(ITestOutputHelper output)
{
    private const int Seeds = 200;

    [Fact]
    public void Lose_nothing_and_do_nothing_twice()
    {
        var (acknowledged, fenced) = (0, 0);
        for (var seed = 1UL; seed <= Seeds; seed++)
        {
            var story = new ClusterStory(seed);
            var flaw = story.Play();
            Assert.True(flaw is null, $"Seed {seed}: {flaw}\n{story.Summary}");
            acknowledged += story.Acknowledged;
            fenced += story.Fenced;
        }

        output.WriteLine($"{acknowledged} acknowledged, {fenced} fenced");
        Assert.True(acknowledged > Seeds * 50, $"Only {acknowledged} words were acknowledged");
        Assert.True(fenced > 0, "No append was ever fenced");
    }

    [Theory]
    [InlineData(Bug.SkipTheFence)]
    [InlineData(Bug.SpeakBeforeJournal)]
    [InlineData(Bug.SpeakOnUnknownOutcome)]
    [InlineData(Bug.DropAHandOver)]
    [InlineData(Bug.RepeatUnderAnotherName)]
    public void Show_a_flaw_put_into_a_driver(Bug bug)
    {
        for (var seed = 1UL; seed <= Seeds; seed++)
        {
            if (new ClusterStory(seed, bug).Play() is not { } flaw) continue;
            output.WriteLine($"Seed {seed}: {flaw}");
            return;
        }

        Assert.Fail($"{bug} was not seen in {Seeds} seeds");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(77)]
    public void Play_the_same_again_from_the_same_seed(ulong seed)
    {
        Assert.Equal(Told(seed), Told(seed));

        static string Told(ulong seed)
        {
            var story = new ClusterStory(seed);
            return $"{story.Play()} {story.Summary}";
        }
    }
}
