using System.Net;
using ActiveRecording.Rtp.DataPlane;

namespace ActiveRecording.Rtp.Endpoints;

/// <summary>
/// Endpoints that are never busy at the same time: one lock or one thread for all of them. Their logic therefore knows neither, and
/// packets go from leg to leg and into copies without any.
/// </summary>
internal abstract class Shard(ArrivalClock clock) : IDisposable
{
    /// <summary>No UDP datagram is longer.</summary>
    public const int LargestDatagram = 65_535;

    public ArrivalClock Clock => clock;

    public Tally Tally { get; } = new();

    /// <summary>Room for one changed packet on its way out.</summary>
    public byte[] Scratch { get; } = GC.AllocateUninitializedArray<byte>(LargestDatagram, pinned: true);

    /// <summary>Runs <paramref name="action"/> while nothing else of the shard runs; it is done when the call returns.</summary>
    public abstract void Run(Action action);

    public T Ask<T>(Func<T> question)
    {
        T answer = default!;
        Run(() => answer = question());
        return answer;
    }

    /// <summary>A timer whose <paramref name="due"/> runs within the shard.</summary>
    public abstract ITimer CreateTimer(Action due, TimeSpan after, TimeSpan period);

    /// <summary>Passes a fact on to where the observer may do as it likes.</summary>
    public abstract void Tell(ILegObserver observer, IRtpLeg leg, LegFact fact);

    /// <summary>Binds an RTP port and the one after it; what they receive goes to <paramref name="endpoint"/>.</summary>
    /// <param name="shape">What is to be received and sent there.</param>
    public abstract Binding TryBind(Endpoint endpoint, IPAddress address, int port, TrafficShape shape, out MediaSockets? sockets);

    /// <summary>The last call, when no endpoint is open any more.</summary>
    public abstract void Dispose();
}

/// <summary>What became of an attempt to bind a port pair.</summary>
internal enum Binding
{
    Bound,

    /// <summary>Somebody else has one of the ports.</summary>
    InUse,

    /// <summary>No port would do: no descriptors, no memory, not this machine's address.</summary>
    Refused,
}

/// <summary>What a port pair is for.</summary>
internal enum TrafficShape
{
    /// <summary>One stream each way.</summary>
    Stream,

    /// <summary>Copies of many streams leave here, soon but not at once.</summary>
    ManyOut,

    /// <summary>Many streams arrive here.</summary>
    ManyIn,
}
