namespace ActiveRecording.SystemTests.Clusters;

/// <summary>The time of day at the switch is another than at its Media Server.</summary>
public sealed class A_clock_that_jumps
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan UntilItRings = TimeSpan.FromMilliseconds(90);
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(300);

    [Fact]
    [KnownGap("A recording begins at the answer by the clock of the switch. A Media Server whose clock is behind begins when it is "
        + "told, and what was said between the answer and that is neither in the file nor in its gaps")]
    public void Costs_the_first_words_when_the_media_server_is_told_late()
    {
        using var site = new Site(seed: 1);
        Assert.True(site.Simulator.RunUntil(site.IsSettled, TimeSpan.FromSeconds(20)));
        var judge = new SiteJudge(site) { JudgesAll = true };
        var play = new CallPlay(site, seed: 1);
        site.Simulator.Run(play.RegisterAsync);
        foreach (var node in site.Living.Where(node => node.IsInCluster)) node.Clock.Jump = Ahead;
        site.Simulator.Run(async () =>
        {
            var call = play.CallAsync(0, 1);
            await site.Simulator.Delay(UntilItRings);
            foreach (var node in site.Living.Where(node => node.IsInCluster)) node.Wire.Slowness = Slow;
            await call;
        });
        foreach (var node in site.Living) (node.Clock.Jump, node.Wire.Slowness) = (TimeSpan.Zero, TimeSpan.Zero);
        site.Simulator.RunUntil(() => judge.IsQuiet, TimeSpan.FromMinutes(5));

        judge.Look(play);

        Assert.Equal(1, judge.Recorded);
        Assert.Contains("neither recorded nor said to be missing", site.Findings.First, StringComparison.Ordinal);
    }
}
