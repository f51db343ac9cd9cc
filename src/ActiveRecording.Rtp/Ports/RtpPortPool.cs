using ActiveRecording.Rtp.Endpoints;

namespace ActiveRecording.Rtp.Ports;

/// <summary>
/// Leases port pairs of a range, each to one holder at a time. A pair that was given back rests before it is
/// leased again, so that a straggler of the old stream does not reach a new one.
/// </summary>
internal sealed class RtpPortPool
{
    private readonly Lock gate = new();
    private readonly Queue<int> free;
    private readonly Queue<(int Port, long Since)> resting = new();
    private readonly int pairs;
    private readonly TimeSpan coolDown;
    private readonly TimeProvider time;
    private int leased;

    /// <param name="range">The ports.</param>
    /// <param name="coolDown">How long a pair rests.</param>
    /// <param name="time">The clock of the rest.</param>
    public RtpPortPool(RtpPortRange range, TimeSpan coolDown, TimeProvider time)
    {
        if (!range.IsValid) throw new ArgumentException($"RTP ports {range.First}-{range.Last}: both must be even, 1024 to 65534.", nameof(range));
        pairs = range.Pairs;
        this.coolDown = coolDown;
        this.time = time;
        free = new Queue<int>(Enumerable.Range(0, range.Pairs).Select(pair => range.First + 2 * pair));
    }

    /// <summary>Pairs leased at this moment.</summary>
    public int Leased => Volatile.Read(ref leased);

    /// <summary>Leases a pair that can be bound; ports that somebody else holds rest and the next pair is tried.</summary>
    /// <param name="bind">Binds the even port it is given and the odd one after it.</param>
    /// <param name="lease">The pair; null when none could be bound.</param>
    /// <param name="wanted">The even port of the only pair that will do; null for any.</param>
    /// <returns>Why there is no lease, if there is none.</returns>
    public Binding Lease(Func<int, Binding> bind, out RtpPortLease? lease, int? wanted = null)
    {
        lease = null;
        for (var tries = 0; tries < pairs && TryTake(wanted, out var port); tries++)
        {
            var binding = bind(port);
            if (binding == Binding.Bound) lease = new RtpPortLease(this, port);
            else Return(port);
            if (binding != Binding.InUse || wanted is not null) return binding;
        }

        return Binding.InUse;
    }

    public void Return(int port)
    {
        lock (gate)
        {
            leased--;
            resting.Enqueue((port, time.GetTimestamp()));
        }
    }

    private bool TryTake(int? wanted, out int port)
    {
        port = wanted ?? 0;
        return wanted is null ? TryTake(out port) : TryTakeOnly(port);
    }

    private bool TryTakeOnly(int port)
    {
        lock (gate)
        {
            if (!free.Contains(port)) return false;
            for (var others = free.Count; others > 0; others--)
            {
                if (free.Dequeue() is var other && other != port) free.Enqueue(other);
            }

            leased++;
            return true;
        }
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
}
