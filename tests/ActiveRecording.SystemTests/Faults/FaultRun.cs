using System.Globalization;
using ActiveRecording.Simulation.Network;
using ActiveRecording.SystemTests.Calls;

namespace ActiveRecording.SystemTests.Faults;

/// <summary>One run of one or more flows under faults, from its beginning to its end state.</summary>
internal static class FaultRun
{
    /// <summary>More than every timer of SIP and of a call, and until entities that are over have left the memory.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(11);

    private static readonly TimeSpan LongestStory = TimeSpan.FromMinutes(10);

    /// <summary>All single faults of a flow; its messages are counted in a run without.</summary>
    public static IEnumerable<(Flow Flow, Fault Fault, TimeSpan Gap)> SinglesOf(Flow flow)
    {
        var (verdict, wire) = Play([flow], seed: 1, _ => DatagramFate.Delivered);
        if (verdict.Broken is not null) throw new InvalidOperationException($"{flow.Name} does not hold without faults: {verdict}");
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            for (var number = 1; number <= wire.Messages; number++)
            {
                var gap = wire.Gap(number);
                if (kind != FaultKind.Overtaken || gap < TimeSpan.FromSeconds(1))
                    yield return (flow, new Fault(number, kind), gap ?? TimeSpan.Zero);
            }
        }
    }

    /// <summary>Plays a flow with one fault.</summary>
    public static Verdict Single(Flow flow, Fault fault, TimeSpan gap) =>
        Play([flow], seed: 1, number => number == fault.Message ? fault.Fate(gap) : DatagramFate.Delivered).Verdict with
        {
            Name = $"{flow.Name}/{fault}",
        };

    /// <summary>Plays flows and faults drawn from a seed, in a shuffled order of work.</summary>
    public static Verdict Random(ulong seed)
    {
        var draw = new FaultDraw(seed);
        return Play(draw.Flows(), seed, _ => draw.Fate(), shuffled: true).Verdict with { Name = $"seed/{seed}" };
    }

    /// <summary>Repeats a run: <c>answered-and-recorded/17/lost</c> or <c>seed/4711</c>.</summary>
    /// <exception cref="ArgumentException">There is no such run.</exception>
    public static Verdict Replay(string name)
    {
        if (name.Split('/') is ["seed", var seed]) return Random(ulong.Parse(seed, CultureInfo.InvariantCulture));
        var flow = Flows.All.FirstOrDefault(flow => name.StartsWith($"{flow.Name}/", StringComparison.Ordinal))
            ?? throw new ArgumentException($"There is no flow '{name}'.", nameof(name));
        var found = SinglesOf(flow).First(single => $"{flow.Name}/{single.Fault}" == name);
        return Single(found.Flow, found.Fault, found.Gap);
    }

    private static (Verdict Verdict, Wire Wire) Play(
        IReadOnlyList<Flow> flows, ulong seed, Func<int, DatagramFate> plan, bool shuffled = false)
    {
        using var house = new House(
            seed, shuffled, flows[0].RecorderMediaControl, Stage.Furnish, flows[0].DiskIsFull ? _ => 0 : null);
        var stories = flows.Select((flow, index) => flow.Prepare(new Stage(house, index))).ToList();
        house.Simulator.RunFor(Rest);
        var end = new EndState(house);
        var wire = new Wire(house.Simulator.Network, house.Simulator.Time, plan);
        house.DrawFromHere();
        wire.Begin();
        var broken = Tell(house, stories) ?? end.FirstBroken(wire.Sound, !shuffled && flows[0].Answered, single: !shuffled);
        var verdict = new Verdict(string.Join('+', flows.Select(flow => flow.Name)), broken, broken is null ? "" : house.Ladder());
        return (verdict, wire);
    }

    private static string? Tell(House house, List<Func<Task>> stories)
    {
        try
        {
            house.Simulator.Run(() => Story.AllAsync(stories), LongestStory);
        }
        catch (TimeoutException)
        {
            return "a phone waits for ever";
        }

        house.Simulator.RunFor(Rest);
        return null;
    }
}
