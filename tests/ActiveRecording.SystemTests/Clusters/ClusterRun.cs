using System.Globalization;
using ActiveRecording.SystemTests.Faults;

namespace ActiveRecording.SystemTests.Clusters;

/// <summary>One run: nodes start, phones register and call, troubles come and go, everything rests and is looked over.</summary>
internal sealed class ClusterRun
{
    private const int FewestTroubles = 5;
    private const int MostTroubles = 10;
    private const int ShownFindings = 12;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan TroubledTime = TimeSpan.FromSeconds(16);
    private static readonly TimeSpan LongestPlay = TimeSpan.FromMinutes(10);

    /// <summary>A little more than what outlasts a call: session timers, transactions, leg checks.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(6);

    private readonly Site site;
    private readonly ulong seed;

    private ClusterRun(Site site, ulong seed) => (this.site, this.seed) = (site, seed);

    /// <summary>Plays a seed.</summary>
    public static ClusterVerdict Play(ulong seed, Bug bug = Bug.None, bool tells = false)
    {
        using var played = new Site(seed, bug, tells);
        var run = new ClusterRun(played, seed);
        var seen = run.Play();
        var broken = played.Findings.First;
        return new ClusterVerdict(
            new Verdict($"cluster/{seed}", broken, broken is null && !tells ? "" : run.Tell(seen)), seen, played.Findings.Hash);
    }

    private ClusterCounts Play()
    {
        var simulator = site.Simulator;
        var counts = new ClusterCounts();
        if (!simulator.RunUntil(site.IsSettled, Settling))
        {
            site.Findings.Add("the cluster does not begin");
            return counts;
        }

        var play = new CallPlay(site, seed);
        var trouble = new Trouble(site, seed);
        try
        {
            var judge = new SiteJudge(site);
            simulator.Run(play.RegisterAsync, Settling);
            site.Spread.Share = (int)(seed % 4) * 20;
            var troubles = FewestTroubles + (int)(seed % (MostTroubles - FewestTroubles + 1));
            simulator.Run(() => Story.AllAsync([play.PlayAsync, () => trouble.StrikeAsync(troubles, TroubledTime)]), LongestPlay);
            Rest(judge);
            judge.Look(play);
            counts = counts with { Recorded = judge.Recorded, Unjudged = judge.Unjudged, Gaps = judge.Gaps };
        }
        catch (TimeoutException)
        {
            site.Findings.Add("a phone waits for ever: " + string.Join(", ", play.Calls.Where(static call => !call.Ended.IsCompleted).Select(static call => call.CallId)));
        }

        return counts with
        {
            Calls = play.Made,
            Answered = play.Answered,
            Troubles = trouble.Seen,
            Crashes = trouble.Crashes,
            Fenced = site.Databases.Sum(static database => database.Witness.FencedAppends),
            Unknown = site.Databases.Sum(static database => database.Witness.Unknown),
            Appends = site.Databases.Sum(static database => database.Witness.Appends),
            Spoilt = site.Weather.Spoilt,
            RepeatedRequests = site.Requests.Repeated,
            RepeatedAnswers = site.Requests.AnsweredAgain,
        };
    }

    private void Rest(SiteJudge judge)
    {
        for (var rested = TimeSpan.Zero; rested < LongestRest && !judge.IsQuiet; rested += TimeSpan.FromSeconds(1))
            site.Simulator.RunFor(TimeSpan.FromSeconds(1));
        if (judge.HoldsReservations) site.Simulator.RunFor(SiteMap.Lease);
        // What is written last: files, manifests, spools that go; and connections close.
        site.Simulator.RunFor(TimeSpan.FromSeconds(12));
    }

    private string Tell(ClusterCounts seen) => string.Create(
        CultureInfo.InvariantCulture,
        $"{seen}\n{string.Join('\n', site.Findings.All.Take(ShownFindings))}\n{string.Join('\n', seen.Troubles)}\n\n{site.Ladder()}{string.Join('\n', site.Logged)}");
}
