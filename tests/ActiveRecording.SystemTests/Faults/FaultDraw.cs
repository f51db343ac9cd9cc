using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Simulation.Network;

namespace ActiveRecording.SystemTests.Faults;

/// <summary>Flows and faults drawn from a seed.</summary>
internal sealed class FaultDraw
{
    /// <summary>Of all messages, how many have a fault: from hardly any to every fourth.</summary>
    private static readonly double[] Shares = [0.03, 0.06, 0.12, 0.25];

    private readonly SeededIdentifiers chance;
    private readonly double share;

    /// <param name="seed">Any.</param>
    public FaultDraw(ulong seed)
    {
        chance = new SeededIdentifiers(seed);
        share = Shares[Index(Shares.Length)];
    }

    /// <summary>One flow as often as two or three at once.</summary>
    public IReadOnlyList<Flow> Flows()
    {
        var first = Faults.Flows.All[Index(Faults.Flows.All.Count)];
        if (!first.Mixes) return [first];
        var mixing = Faults.Flows.All.Where(flow => flow.Mixes).ToList();
        var others = Math.Max(0, Index(2 * Stage.Stages - 2) - (Stage.Stages - 2));
        return [first, .. Enumerable.Range(0, Math.Min(others, Stage.Stages - 1)).Select(_ => mixing[Index(mixing.Count)])];
    }

    /// <summary>What becomes of the next message.</summary>
    public DatagramFate Fate()
    {
        if (Draw() >= share) return DatagramFate.Delivered;
        return Index(5) switch
        {
            0 or 1 => DatagramFate.Lost,
            2 => DatagramFate.Doubled(TimeSpan.FromSeconds(Draw() * Draw() * 3)),
            3 => DatagramFate.Late(TimeSpan.FromMilliseconds(Draw() * 20)),
            _ => DatagramFate.Late(TimeSpan.FromSeconds(Draw() * 3)),
        };
    }

    private int Index(int count) => (int)(Draw() * count);

    /// <summary>From 0 to below 1.</summary>
    private double Draw() => (chance.NextUInt64() >> 11) * (1.0 / (1UL << 53));
}
