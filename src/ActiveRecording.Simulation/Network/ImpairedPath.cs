using System.Net;
using ActiveRecording.Runtime.Network;

namespace ActiveRecording.Simulation.Network;

/// <summary>
/// A bad network between two sockets, of any <see cref="INetwork"/>: what comes to <see cref="Local"/> goes to the target as <see cref="Impairment"/>
/// says, and what the target sends comes back to the last sender untouched. To the target all of it comes from <see cref="Local"/>.
/// </summary>
public sealed class ImpairedPath : IDisposable
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<byte[], (TimeSpan Departure, long Number)> kept = new();
    private readonly Impairment impairment;
    private readonly IPEndPoint target;
    private readonly TimeProvider time;
    private readonly DatagramReceived? passed;
    private readonly long start;
    private readonly ITimer timer;
    private readonly IDatagramSocket socket;
    private IPEndPoint? sender;
    private long decided;
    private bool closed;

    /// <param name="network">Where to bind, and where the target is.</param>
    /// <param name="time">The clock by which packets are kept.</param>
    /// <param name="local">What to bind; port 0 picks a free one.</param>
    /// <param name="target">Who gets the packets.</param>
    /// <param name="impairment">What becomes of them.</param>
    /// <param name="passed">Told each packet in the order in which the target is sent them, and the target.</param>
    public ImpairedPath(
        INetwork network, TimeProvider time, IPEndPoint local, IPEndPoint target, Impairment impairment, DatagramReceived? passed = null)
    {
        this.time = time;
        this.target = target;
        this.impairment = impairment;
        this.passed = passed;
        start = time.GetTimestamp();
        timer = time.CreateTimer(static path => ((ImpairedPath)path!).PassDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        socket = network.OpenDatagram(local, Received);
    }

    /// <summary>The bound address: where to send.</summary>
    public IPEndPoint Local => socket.Local;

    /// <summary>Closes the socket; what is kept is lost.</summary>
    public void Dispose()
    {
        lock (gate) closed = true;
        timer.Dispose();
        socket.Dispose();
    }

    private void Received(ReadOnlySpan<byte> payload, IPEndPoint from)
    {
        lock (gate)
        {
            if (closed) return;
            if (from.Equals(target))
            {
                if (sender is { } back) socket.Send(payload, back);
                return;
            }

            sender = from;
            Span<TimeSpan> departures = stackalloc TimeSpan[Impairment.MostDepartures];
            var count = impairment.Decide(time.GetElapsedTime(start), departures);
            foreach (var departure in departures[..count]) kept.Enqueue(payload.ToArray(), (departure, ++decided));
            Pass();
        }
    }

    private void PassDue()
    {
        lock (gate) Pass();
    }

    private void Pass()
    {
        while (!closed && kept.TryPeek(out var payload, out var next))
        {
            var left = next.Departure - time.GetElapsedTime(start);
            if (left > TimeSpan.Zero)
            {
                timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
                return;
            }

            kept.Dequeue();
            passed?.Invoke(payload, target);
            socket.Send(payload, target);
        }
    }
}
