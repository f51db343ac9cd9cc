using System.Globalization;
using ActiveRecording.Runtime.Identifiers;

namespace ActiveRecording.SystemTests.Clusters;

/// <summary>What goes wrong in a run, drawn from its seed: every trouble begins, lasts and is over.</summary>
internal sealed class Trouble
{
    private readonly Site site;
    private readonly SeededIdentifiers chance;
    private readonly List<string> seen = [];

    /// <param name="site">Where.</param>
    /// <param name="seed">Any.</param>
    public Trouble(Site site, ulong seed) => (this.site, chance) = (site, new SeededIdentifiers(seed * 86_028_121));

    /// <summary>What happened, for people.</summary>
    public IReadOnlyList<string> Seen => seen;

    /// <summary>Nodes that were killed.</summary>
    public int Crashes { get; private set; }

    /// <summary>Strikes a number of times within a span, and heals everything at its end.</summary>
    public async Task StrikeAsync(int times, TimeSpan span)
    {
        var moments = Enumerable.Range(0, times).Select(_ => Share() * span).Order().ToList();
        var from = site.Simulator.Time.Elapsed;
        foreach (var moment in moments)
        {
            await WaitAsync(moment - (site.Simulator.Time.Elapsed - from));
            _ = StrikeOnceAsync();
        }

        await WaitAsync(span - (site.Simulator.Time.Elapsed - from));
        Heal();
    }

    /// <summary>Everything is well again.</summary>
    private void Heal()
    {
        site.Weather.Clear();
        foreach (var database in site.Databases) database.IsDown = false;
        foreach (var node in site.Living.ToList())
        {
            node.Clock.Jump = TimeSpan.Zero;
            (node.Wire.IsCut, node.Wire.Slowness, node.Wire.RefusedShare, node.Wire.UnknownShare) = (false, TimeSpan.Zero, 0, 0);
            node.Network.IsCut = false;
            node.Life.GoOn();
        }

        foreach (var one in SiteMap.ClusterNodes)
        {
            foreach (var other in SiteMap.ClusterNodes) site.Links.Heal(one, other);
        }

        foreach (var name in SiteMap.ClusterNodes.Concat(SiteMap.MediaNodes))
        {
            if (site[name].Life.IsOver) site.Start(name);
        }
    }

    private Task StrikeOnceAsync()
    {
        var name = SiteMap.ClusterNodes[Draw(SiteMap.ClusterNodes.Count)];
        var other = SiteMap.ClusterNodes[(Array.IndexOf([.. SiteMap.ClusterNodes], name) + 1) % SiteMap.ClusterNodes.Count];
        var node = site[name];
        return Draw(13) switch
        {
            0 or 1 => CrashAsync(name),
            2 => LastAsync($"{name} stands still", Seconds(0.3, 6), () => node.Life.Pause(), () => node.Life.GoOn()),
            3 => LastAsync($"{name} and {other} do not hear each other", Seconds(1, 6), () => site.Links.Cut(name, other, Draw(2) == 0), () => site.Links.Heal(name, other)),
            4 => LastAsync($"{name} has no database", Seconds(0.3, 6), () => node.Wire.IsCut = true, () => node.Wire.IsCut = false),
            5 => LastAsync($"{name} has no network", Seconds(0.3, 2), () => node.Network.IsCut = true, () => node.Network.IsCut = false),
            6 => LastAsync("the database restarts", Seconds(0.2, 3), () => site.Cluster.IsDown = true, () => site.Cluster.IsDown = false),
            7 => SlowAsync(node),
            8 => LastAsync($"{name}'s appends fail", Seconds(0.5, 3), () => node.Wire.RefusedShare = 0.5, () => node.Wire.RefusedShare = 0),
            9 => LastAsync($"{name}'s appends end in doubt", Seconds(0.5, 4), () => node.Wire.UnknownShare = 0.4, () => node.Wire.UnknownShare = 0),
            10 => JumpAsync(node),
            11 => LeaveAsync(name),
            _ => StormAsync(),
        };
    }

    private async Task CrashAsync(string name)
    {
        var node = site[name];
        if (node.Life.IsOver) return;
        Note($"{name} dies");
        Crashes++;
        node.Life.End();
        await WaitAsync(Seconds(0.1, 5));
        if (site[name].Life.IsOver) site.Start(name);
    }

    private async Task LeaveAsync(string name)
    {
        var node = site[name];
        if (node.Life.IsOver) return;
        Note($"{name} leaves");
        await node.LeaveAsync();
        Note($"{name} has left");
        await WaitAsync(Seconds(0.1, 3));
        if (site[name].Life.IsOver) site.Start(name);
    }

    private async Task SlowAsync(SiteNode node)
    {
        var by = Seconds(0.02, 0.5);
        await LastAsync($"{node.Name}'s database is slow", Seconds(0.5, 4), () => node.Wire.Slowness = by, () => node.Wire.Slowness = TimeSpan.Zero);
    }

    private Task JumpAsync(SiteNode node)
    {
        var by = Seconds(-90, 90);
        Note(string.Create(CultureInfo.InvariantCulture, $"{node.Name}'s clock jumps by {by.TotalSeconds:F1} s"));
        node.Clock.Jump += by;
        return Task.CompletedTask;
    }

    private Task StormAsync()
    {
        var (lost, doubled, late) = (0.2 * Share(), 0.2 * Share(), 0.2 * Share());
        return LastAsync(
            "datagrams are spoilt", Seconds(0.5, 5),
            () => (site.Weather.Lost, site.Weather.Doubled, site.Weather.Late) = (lost, doubled, late), site.Weather.Clear);
    }

    private async Task LastAsync(string what, TimeSpan time, Action begin, Action end)
    {
        Note(string.Create(CultureInfo.InvariantCulture, $"{what} for {time.TotalSeconds:F1} s"));
        begin();
        await WaitAsync(time);
        end();
    }

    private void Note(string what)
    {
        seen.Add(string.Create(CultureInfo.InvariantCulture, $"{site.Simulator.Time.Elapsed.TotalSeconds:F1} s: {what}"));
        site.Findings.Trace(what);
        if (site.KeepsLog) site.Log("trouble", what);
    }

    private Task WaitAsync(TimeSpan time) => site.Simulator.Delay(time > TimeSpan.Zero ? time : TimeSpan.Zero);

    private TimeSpan Seconds(double from, double to) => TimeSpan.FromSeconds(from + ((to - from) * Share()));

    private int Draw(int below) => (int)(chance.NextUInt64() % (ulong)below);

    private double Share() => (chance.NextUInt64() >> 11) * (1.0 / (1UL << 53));
}
