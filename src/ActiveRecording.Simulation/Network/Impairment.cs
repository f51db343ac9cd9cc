using ActiveRecording.Runtime;

namespace ActiveRecording.Simulation.Network;

/// <summary>
/// What a bad network does to one stream, drawn from a seed: when each packet leaves it, if at all. Jitter alone keeps the order; a packet that is
/// overtaken leaves when its successor surely has. Pure: the instants are handed in.
/// </summary>
/// <param name="chance">Source of the draws.</param>
public sealed class Impairment(IIdentifiers chance)
{
    /// <summary>The most departures of one packet.</summary>
    public const int MostDepartures = 2;

    private TimeSpan last = TimeSpan.MinValue;

    /// <summary>Share of packets that are lost, 0 to 1.</summary>
    public double LostShare { get; init; } = 0.02;

    /// <summary>Share of packets that are overtaken, 0 to 1.</summary>
    public double ReorderedShare { get; init; } = 0.05;

    /// <summary>Share of packets that leave twice, 0 to 1.</summary>
    public double DoubledShare { get; init; } = 0.01;

    /// <summary>The longest time that a packet is kept; each is kept for some time between nothing and that.</summary>
    public TimeSpan Jitter { get; init; } = TimeSpan.FromMilliseconds(30);

    /// <summary>The longest time from one packet to the next within which it overtakes.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Packets that came.</summary>
    public long Offered { get; private set; }

    /// <summary>Of them, those lost.</summary>
    public long Lost { get; private set; }

    /// <summary>Of them, those kept back behind their successor.</summary>
    public long Reordered { get; private set; }

    /// <summary>Of them, those that leave twice.</summary>
    public long Doubled { get; private set; }

    /// <summary>Decides about the next packet. What leaves at one instant leaves in the order in which it was decided.</summary>
    /// <param name="now">When it comes, on a clock of the caller's; never earlier than the packet before.</param>
    /// <param name="departures">Takes up to <see cref="MostDepartures"/> instants on the same clock.</param>
    /// <returns>How many there are.</returns>
    public int Decide(TimeSpan now, Span<TimeSpan> departures)
    {
        Offered++;
        var drawn = Draw();
        if (drawn < LostShare)
        {
            Lost++;
            return 0;
        }

        if (drawn < LostShare + ReorderedShare)
        {
            Reordered++;
            departures[0] = now + Interval + Jitter + TimeSpan.FromMilliseconds(1);
            return 1;
        }

        var inTime = now + Draw() * Jitter;
        departures[0] = last = inTime > last ? inTime : last;
        if (drawn >= LostShare + ReorderedShare + DoubledShare) return 1;
        Doubled++;
        departures[1] = last + Draw() * Jitter;
        return MostDepartures;
    }

    /// <summary>From 0 to below 1.</summary>
    private double Draw() => (chance.NextUInt64() >> 11) * (1.0 / (1UL << 53));
}
