using ActiveRecording.Runtime;
using ActiveRecording.Simulation;
using ActiveRecording.Simulation.Network;
using ActiveRecording.SystemTests.Faults;

namespace ActiveRecording.SystemTests.Clusters;

/// <summary>What becomes of datagrams: of signalling a share is lost, doubled or late, media always arrives.</summary>
internal sealed class Weather(IIdentifiers chance, Simulator simulator)
{
    private const int FirstMediaPort = 10_000;
    private const int FirstMediaServerPort = 16_000;
    private const int LastMediaServerPort = 23_999;

    /// <summary>Of datagrams, how many are lost.</summary>
    public double Lost { get; set; }

    /// <summary>Of datagrams, how many arrive twice.</summary>
    public double Doubled { get; set; }

    /// <summary>Of datagrams, how many are late, and so perhaps behind others.</summary>
    public double Late { get; set; }

    /// <summary>Datagrams that did not arrive just once and in time.</summary>
    public int Spoilt { get; private set; }

    /// <summary>What phones sent to Media Servers.</summary>
    public SentSound Sound { get; } = new();

    /// <summary>Clears up.</summary>
    public void Clear() => (Lost, Doubled, Late) = (0, 0, 0);

    /// <summary>The fate of a datagram.</summary>
    public DatagramFate Decide(VirtualDatagram datagram)
    {
        if (datagram.To.Port is >= FirstMediaServerPort and <= LastMediaServerPort
            && datagram.From.Port is >= FirstMediaPort and < FirstMediaServerPort)
            Sound.Note(datagram.From.Port, simulator.Time.GetUtcNow());
        if (datagram.To.Port >= FirstMediaPort || datagram.From.Port >= FirstMediaPort) return DatagramFate.Delivered;
        var drawn = Lost + Doubled + Late > 0 ? Draw() : 1;
        if (drawn >= Lost + Doubled + Late) return DatagramFate.Delivered;
        Spoilt++;
        if (drawn < Lost) return DatagramFate.Lost;
        return drawn < Lost + Doubled
            ? DatagramFate.Doubled(TimeSpan.FromSeconds(Draw() * Draw() * 3))
            : DatagramFate.Late(TimeSpan.FromSeconds(Draw() * Draw() * 2));
    }

    /// <summary>From 0 to below 1.</summary>
    private double Draw() => (chance.NextUInt64() >> 11) * (1.0 / (1UL << 53));
}
