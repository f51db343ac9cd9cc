using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using ActiveRecording.Runtime.Network;

namespace ActiveRecording.Rtp.Ports;

/// <summary>
/// Leases port pairs of a range, each to one holder at a time. A pair that was given back rests before it is
/// leased again, so that a straggler of the old stream does not reach a new one.
/// </summary>
public sealed class RtpPortPool
{
    private readonly Lock gate = new();
    private readonly Queue<int> free;
    private readonly Queue<(int Port, long Since)> resting = new();
    private readonly IPAddress address;
    private readonly TimeSpan coolDown;
    private readonly INetwork network;
    private readonly TimeProvider time;
    private int leased;

    /// <param name="address">The local address to bind.</param>
    /// <param name="range">The ports.</param>
    /// <param name="coolDown">How long a pair rests.</param>
    /// <param name="network">Where to bind.</param>
    /// <param name="time">The clock of the rest.</param>
    public RtpPortPool(IPAddress address, RtpPortRange range, TimeSpan coolDown, INetwork network, TimeProvider time)
    {
        if (!range.IsValid) throw new ArgumentException($"RTP ports {range.First}-{range.Last}: both must be even, 1024 to 65534.", nameof(range));
        this.address = address;
        this.coolDown = coolDown;
        this.network = network;
        this.time = time;
        free = new Queue<int>(Enumerable.Range(0, range.Pairs).Select(pair => range.First + 2 * pair));
    }

    /// <summary>Pairs leased at this moment.</summary>
    public int Leased => Volatile.Read(ref leased);

    /// <summary>Binds a pair; ports that somebody else holds rest and the next pair is tried.</summary>
    /// <param name="rtp">Takes what comes to the even port.</param>
    /// <param name="rtcp">Takes what comes to the odd port.</param>
    /// <param name="pair">The bound pair.</param>
    /// <param name="wanted">The even port of the only pair that will do; null for any.</param>
    /// <returns>False when no pair is free.</returns>
    public bool TryLease(
        DatagramReceived rtp, DatagramReceived rtcp, [NotNullWhen(true)] out RtpPortPair? pair, int? wanted = null)
    {
        pair = null;
        if (wanted is { } only) return TryLeaseOnly(only, rtp, rtcp, out pair);
        while (TryTake(out var port))
        {
            if (TryBind(port, rtp, rtcp, out pair)) return true;
            Return(port);
        }

        return false;
    }

    internal void Return(int port)
    {
        lock (gate)
        {
            leased--;
            resting.Enqueue((port, time.GetTimestamp()));
        }
    }

    private bool TryLeaseOnly(int port, DatagramReceived rtp, DatagramReceived rtcp, [NotNullWhen(true)] out RtpPortPair? pair)
    {
        pair = null;
        lock (gate)
        {
            if (!free.Contains(port)) return false;
            for (var others = free.Count; others > 0; others--)
            {
                if (free.Dequeue() is var other && other != port) free.Enqueue(other);
            }

            leased++;
        }

        if (TryBind(port, rtp, rtcp, out pair)) return true;
        Return(port);
        return false;
    }

    private bool TryTake(out int port)
    {
        lock (gate)
        {
            while (resting.TryPeek(out var rested) && time.GetElapsedTime(rested.Since) >= coolDown)
            {
                free.Enqueue(resting.Dequeue().Port);
            }

            if (!free.TryDequeue(out port)) return false;
            leased++;
            return true;
        }
    }

    private bool TryBind(int port, DatagramReceived rtp, DatagramReceived rtcp, [NotNullWhen(true)] out RtpPortPair? pair)
    {
        pair = null;
        IDatagramSocket? even = null;
        try
        {
            even = network.OpenDatagram(new IPEndPoint(address, port), rtp);
            pair = new RtpPortPair(this, even, network.OpenDatagram(new IPEndPoint(address, port + 1), rtcp));
            return true;
        }
        catch (SocketException)
        {
            even?.Dispose();
            return false;
        }
    }
}
