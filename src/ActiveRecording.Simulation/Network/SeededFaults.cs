using ActiveRecording.Runtime;

namespace ActiveRecording.Simulation.Network;

/// <summary>Faults drawn from a seed; each share is a probability from 0 to 1, together at most 1.</summary>
/// <param name="chance">Source of the draws.</param>
public sealed class SeededFaults(IIdentifiers chance)
{
    /// <summary>Share of datagrams that never arrive.</summary>
    public double LostShare { get; init; }

    /// <summary>Share of datagrams that arrive twice.</summary>
    public double DoubledShare { get; init; }

    /// <summary>Share of datagrams that arrive late.</summary>
    public double LateShare { get; init; }

    /// <summary>The longest a late or second arrival takes beyond the latency.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>A <see cref="DatagramRule"/>.</summary>
    public DatagramFate Decide(VirtualDatagram datagram)
    {
        var drawn = Draw();
        if (drawn < LostShare) return DatagramFate.Lost;
        if (drawn < LostShare + DoubledShare) return DatagramFate.Doubled(Draw() * LongestDelay);
        return drawn < LostShare + DoubledShare + LateShare
            ? DatagramFate.Late(Draw() * LongestDelay)
            : DatagramFate.Delivered;
    }

    /// <summary>From 0 to below 1.</summary>
    private double Draw() => (chance.NextUInt64() >> 11) * (1.0 / (1UL << 53));
}
