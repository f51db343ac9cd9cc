using ActiveRecording.Simulation.Network;

namespace ActiveRecording.SystemTests.Faults;

/// <summary>What a network does to one message.</summary>
internal enum FaultKind
{
    /// <summary>It never arrives.</summary>
    Lost,

    /// <summary>It arrives twice, 5 ms apart.</summary>
    Doubled,

    /// <summary>It arrives in time and again 3 s later, when it is of no use to anybody.</summary>
    Echoed,

    /// <summary>It arrives 0.7 s late: once it has been repeated.</summary>
    Late,

    /// <summary>It arrives 3 s late.</summary>
    VeryLate,

    /// <summary>The next message between the same two addresses arrives before it.</summary>
    Overtaken,
}

/// <summary>A fault of one message of a flow.</summary>
/// <param name="Message">From 1, in the order of sending.</param>
/// <param name="Kind">What happens to it.</param>
internal sealed record Fault(int Message, FaultKind Kind)
{
    /// <summary>What the network makes of the message.</summary>
    /// <param name="gap">From this message to the next between the same addresses.</param>
    public DatagramFate Fate(TimeSpan gap) => Kind switch
    {
        FaultKind.Lost => DatagramFate.Lost,
        FaultKind.Doubled => DatagramFate.Doubled(TimeSpan.FromMilliseconds(5)),
        FaultKind.Echoed => DatagramFate.Doubled(TimeSpan.FromSeconds(3)),
        FaultKind.Late => DatagramFate.Late(TimeSpan.FromSeconds(0.7)),
        FaultKind.VeryLate => DatagramFate.Late(TimeSpan.FromSeconds(3)),
        _ => DatagramFate.Late(gap + TimeSpan.FromMilliseconds(0.1)),
    };

    /// <summary>As in <c>17/lost</c>.</summary>
    public override string ToString() => $"{Message}/{Kind}".ToLowerInvariant();
}
