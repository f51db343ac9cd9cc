namespace ActiveRecording.SystemTests.Clusters;

/// <summary>Flaws put into the drivers: the checkers of the simulation see each of them within 200 seeds.</summary>
public sealed class A_flaw_in_a_cluster(ITestOutputHelper output)
{
    private const int Seeds = 200;

    [Theory]
    [InlineData(nameof(Bug.SkipTheFence), "which another node owns")]
    [InlineData(nameof(Bug.FenceWithoutLock), "which another node owns")]
    [InlineData(nameof(Bug.SpeakBeforeJournal), "and it does not")]
    [InlineData(nameof(Bug.SpeakOnUnknownOutcome), "and it does not")]
    [InlineData(nameof(Bug.DropAHandOver), "")]
    [InlineData(nameof(Bug.ReuseAPort), "gives port")]
    [InlineData(nameof(Bug.LoseADeadlineOnReplay), "")]
    [InlineData(nameof(Bug.AcknowledgeTwice), "in other words")]
    public void Is_found(string flaw, string says)
    {
        var bug = Enum.Parse<Bug>(flaw);
        for (var seed = 1UL; seed <= Seeds; seed++)
        {
            if (ClusterRun.Play(seed, bug).Verdict.Broken is not { } broken || !broken.Contains(says, StringComparison.Ordinal)) continue;
            // What is wrong without the flaw as well does not count.
            if (ClusterRun.Play(seed).Verdict.Broken is not null) continue;
            output.WriteLine($"seed {seed}: {broken}");
            return;
        }

        Assert.Fail($"{flaw} was not found in {Seeds} seeds");
    }
}
