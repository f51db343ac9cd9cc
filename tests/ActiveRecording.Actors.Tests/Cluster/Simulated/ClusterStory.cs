using System.Globalization;
using ActiveRecording.Runtime.Identifiers;

namespace ActiveRecording.Actors.Tests.Cluster.Simulated;

/// <summary>Three nodes under load and faults, all drawn from one seed; in the end everything heals and is looked over.</summary>
public sealed class ClusterStory
{
    private static readonly string[] Names = ["north", "east", "west"];
    private readonly SeededIdentifiers chance;
    private readonly SimulatedCluster cluster;
    private readonly List<string> faults = [];
    private int words;
    private int acknowledged;

    public ClusterStory(ulong seed, Bug bug = Bug.None)
    {
        chance = new SeededIdentifiers(seed);
        cluster = new SimulatedCluster(seed, bug);
    }

    /// <summary>What was seen, so that an idle run is visible.</summary>
    public string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"{words} words, {acknowledged} acknowledged, {cluster.Witness.Fenced} appends fenced, faults: {string.Join(", ", faults)}");

    public int Acknowledged => acknowledged;

    public int Fenced => cluster.Witness.Fenced;

    /// <summary>Plays the story.</summary>
    /// <returns>The first thing that went wrong; null if nothing did.</returns>
    public string? Play()
    {
        foreach (var name in Names) cluster.Start(name);
        var load = cluster.Simulator.Time.CreateTimer(_ => Speak(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(25));
        cluster.RunFor(2);
        var count = 3 + Draw(6);
        for (var fault = 0; fault < count; fault++)
        {
            Strike();
            cluster.RunFor(0.05 + (Draw(1_500) / 1_000d));
        }

        foreach (var name in Names) Heal(name);
        cluster.RunFor(1);
        load.Dispose();
        return Judge();
    }

    private string? Judge()
    {
        if (!cluster.Settles(TimeSpan.FromSeconds(60))) return Unsettled();
        cluster.RunFor(2);
        foreach (var word in cluster.Witness.Promised)
        {
            if (!cluster.Witness.IsKept(word)) cluster.Witness.Violate($"'{word}' was promised and not kept");
        }

        return cluster.Witness.Violations.Count > 0 ? cluster.Witness.Violations[0] : null;
    }

    private string Unsettled() => "it does not settle: " + string.Join("; ", cluster.Living.Select(node =>
        $"{node.Cluster.Self} up {node.IsUp}, shards {string.Join(' ', node.Shards.Here)}, waiting {node.Ledgers.Waiting}, sees "
        + string.Join(' ', node.Cluster.Members.Members.Select(member => $"{member.Name}#{member.Incarnation}:{member.State}"))));

    private void Speak()
    {
        if (cluster.Living.ToArray() is not { Length: > 0 } living) return;
        var node = living[Draw(living.Length)];
        var ledger = $"l{Draw(24)}";
        var word = $"w{words++}";
        if (Draw(4) == 0)
        {
            node.Ledgers.Tell(ledger, new LedgerCommand.Promise(word));
            return;
        }

        _ = node.Ledgers.AskAsync(ledger, new LedgerCommand.Write(word)).ContinueWith(
            reply =>
            {
                if (!reply.IsCompletedSuccessfully) return;
                acknowledged++;
                cluster.Witness.Acknowledged(word);
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Strike()
    {
        var name = Names[Draw(Names.Length)];
        var other = Names[(Array.IndexOf(Names, name) + 1) % Names.Length];
        var node = cluster[name];
        switch (Draw(7))
        {
            case 0:
                faults.Add($"{name} dies");
                node.Life.End();
                break;
            case 1:
                faults.Add($"{name} dies and starts again");
                node.Life.End();
                cluster.RunFor(Draw(2_000) / 1_000d);
                cluster.Start(name);
                break;
            case 2:
                faults.Add($"{name} sleeps");
                node.Life.Pause();
                break;
            case 3:
                faults.Add($"{name} loses the database");
                node.Wire.IsCut = true;
                break;
            case 4:
                faults.Add($"{name} leaves");
                var left = node.Cluster.LeaveAsync();
                cluster.Simulator.RunUntil(() => left.IsCompleted, TimeSpan.FromSeconds(2));
                node.Life.End();
                break;
            default:
                var noticed = Draw(2) == 0;
                faults.Add($"{name} and {other} are cut off each other{(noticed ? "" : " silently")}");
                cluster.Links.Cut(name, other, noticed);
                break;
        }

        if (Draw(3) == 0) Heal(name);
    }

    private void Heal(string name)
    {
        foreach (var other in Names.Where(other => other != name)) cluster.Links.Heal(name, other);
        cluster[name].Wire.IsCut = false;
        cluster[name].Life.GoOn();
        if (cluster[name].Life.IsOver) cluster.Start(name);
    }

    private int Draw(int below) => (int)(chance.NextUInt64() % (ulong)below);
}
