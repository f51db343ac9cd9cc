using ActiveRecording.Simulation.Network;

namespace ActiveRecording.SystemTests.Faults;

/// <summary>Numbers the SIP messages of a flow and lets a plan decide their fate; media always arrives.</summary>
/// <param name="network">Where they pass.</param>
/// <param name="time">When.</param>
/// <param name="plan">The fate of a message by its number.</param>
internal sealed class Wire(VirtualNetwork network, TimeProvider time, Func<int, DatagramFate> plan)
{
    private const int FirstMediaPort = 10_000;
    private const int FirstMediaServerPort = 16_000;
    private const int LastMediaServerPort = 23_999;
    private readonly List<Passing> messages = [];

    /// <summary>The messages sent so far.</summary>
    public int Messages => messages.Count;

    /// <summary>What phones sent to the Media Server.</summary>
    public SentSound Sound { get; } = new();

    /// <summary>Counts from here on.</summary>
    public void Begin() => network.Rule = Decide;

    /// <summary>From a message to the next one between the same addresses; null if there is none.</summary>
    /// <param name="number">From 1.</param>
    public TimeSpan? Gap(int number)
    {
        var message = messages[number - 1];
        return messages.Skip(number).FirstOrDefault(later => later.From == message.From && later.To == message.To)?.At - message.At;
    }

    private DatagramFate Decide(VirtualDatagram datagram)
    {
        if (datagram.To.Port is >= FirstMediaServerPort and <= LastMediaServerPort
            && datagram.From.Port is >= FirstMediaPort and < FirstMediaServerPort)
            Sound.Note(datagram.From.Port, time.GetUtcNow());
        if (datagram.To.Port >= FirstMediaPort || datagram.From.Port >= FirstMediaPort) return DatagramFate.Delivered;
        messages.Add(new(time.GetUtcNow(), datagram.From.Port, datagram.To.Port));
        return plan(messages.Count);
    }

    private sealed record Passing(DateTimeOffset At, int From, int To);
}
