using System.Net;

namespace ActiveRecording.Simulation.Network;

/// <summary>What becomes of a datagram: one arrival per entry, that much later than the latency; none means lost.</summary>
public sealed record DatagramFate(IReadOnlyList<TimeSpan> Arrivals)
{
    /// <summary>Arrives once, in time.</summary>
    public static DatagramFate Delivered { get; } = new([TimeSpan.Zero]);

    /// <summary>Never arrives.</summary>
    public static DatagramFate Lost { get; } = new([]);

    /// <summary>Arrives late, and so perhaps behind others that were sent after it.</summary>
    public static DatagramFate Late(TimeSpan by) => new([by]);

    /// <summary>Arrives twice.</summary>
    public static DatagramFate Doubled(TimeSpan apart) => new([TimeSpan.Zero, apart]);
}

/// <summary>A datagram at the moment it is sent.</summary>
/// <param name="Number">Counts the datagrams of this network, from 1.</param>
/// <param name="From">Sender.</param>
/// <param name="To">Destination.</param>
/// <param name="Payload">What it carries.</param>
public sealed record VirtualDatagram(long Number, IPEndPoint From, IPEndPoint To, ReadOnlyMemory<byte> Payload);

/// <summary>Decides the fate of each datagram.</summary>
public delegate DatagramFate DatagramRule(VirtualDatagram datagram);
