using System.Diagnostics.CodeAnalysis;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Ports;
using ActiveRecording.Runtime;

namespace ActiveRecording.Rtp.Endpoints;

/// <summary>
/// Spreads endpoints over shards, all of one call to the same. What an endpoint does is the same whatever drives the shards.
/// </summary>
public abstract class ShardedDataPlane : IRtpDataPlane
{
    private readonly RtpDataPlaneOptions options;
    private readonly RtpPortPool ports;
    private readonly IIdentifiers identifiers;
    private readonly Shard[] shards;
    private readonly Dictionary<Shard, SharedSender> senders = [];
    private readonly Dictionary<Shard, SharedReceiver> receivers = [];
    private readonly Lock gate = new();
    private readonly HashSet<Endpoint> open = [];
    private bool disposed;
    private int turn;
    private long withoutPort;
    private long withoutSocket;

    private protected ShardedDataPlane(RtpDataPlaneOptions options, TimeProvider time, IIdentifiers identifiers, Shard[] shards)
    {
        this.options = options;
        this.identifiers = identifiers;
        this.shards = shards;
        ports = new RtpPortPool(options.Ports, options.PortCoolDown, time);
    }

    /// <inheritdoc/>
    public abstract string Kind { get; }

    /// <inheritdoc/>
    public RtpCounters Counters => Tally.Sum(shards, ports.Leased) with
    {
        NoPort = Interlocked.Read(ref withoutPort),
        NoSocket = Interlocked.Read(ref withoutSocket) + shards.Sum(shard => shard.Tally.Of(Counted.NoSocket)),
    };

    /// <inheritdoc/>
    public bool TryOpenLeg(LegOptions options, ILegObserver observer, [NotNullWhen(true)] out IRtpLeg? leg)
    {
        var opened = new Leg(ShardOf(options.Call), options, observer);
        leg = TryOpen(opened, TrafficShape.Stream) ? opened : null;
        return leg is not null;
    }

    /// <inheritdoc/>
    public bool TryOpenReplica(ReplicaOptions options, IRtpLeg source, [NotNullWhen(true)] out IRtpReplica? replica)
    {
        replica = null;
        if (source is not Leg leg || !shards.Contains(leg.Shard)) throw new ArgumentException("The leg belongs to another plane.", nameof(source));
        var sender = options.IsShared ? Shared(senders, leg.Shard, shard => new SharedSender(shard, identifiers), TrafficShape.ManyOut) : null;
        if (options.IsShared && sender is null) return false;

        var opened = new Replica(leg.Shard, options, leg, sender);
        var isOpen = sender is null
            ? TryOpen(opened, TrafficShape.Stream, () => leg.TryAttach(opened, options.Since))
            : TryJoin(opened, sender, () =>
            {
                sender.Join(opened);
                return leg.TryAttach(opened, options.Since);
            });
        replica = isOpen ? opened : null;
        return isOpen;
    }

    /// <inheritdoc/>
    public bool TryOpenReceiver(ReceiverOptions options, IRtpSink sink, [NotNullWhen(true)] out IRtpReceiver? receiver)
    {
        receiver = null;
        var shard = shards[(uint)Interlocked.Increment(ref turn) % (uint)shards.Length];
        var sharing = options.Ssrc is null ? null : Shared(receivers, shard, static shard => new SharedReceiver(shard), TrafficShape.ManyIn);
        if (options.Ssrc is not null && sharing is null) return false;

        var opened = new Receiver(shard, options, sink, (uint)identifiers.NextUInt64(), sharing);
        var isOpen = sharing is null
            ? TryOpen(opened, TrafficShape.Stream, wanted: options.Port)
            : TryJoin(opened, sharing, () => sharing.TryJoin(opened, options.Ssrc!.Value));
        receiver = isOpen ? opened : null;
        return isOpen;
    }

    /// <summary>Closes everything that is open.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <param name="disposing">Always true: nothing here waits for a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        Endpoint[] left;
        lock (gate)
        {
            if (disposed) return;
            disposed = true;
            left = [.. open];
        }

        foreach (var group in left.GroupBy(endpoint => endpoint.Shard))
        {
            // What others share ends last: they still say goodbye by it.
            var inOrder = group.OrderBy(endpoint => endpoint is SharedSender or SharedReceiver);
            var ended = group.Key.Ask(() => inOrder.Where(endpoint => endpoint.TryEnd()).ToList());
            foreach (var endpoint in ended) endpoint.Forget();
        }

        foreach (var shard in shards) shard.Dispose();
    }

    /// <summary>The same shard for the same call, in every run.</summary>
    private Shard ShardOf(string? call)
    {
        var hash = 0u;
        foreach (var letter in call ?? "") hash = hash * 31 + letter;
        return shards[hash % (uint)shards.Length];
    }

    /// <summary>The shard's endpoint that others share, opened when the first of them comes; null when that is not possible.</summary>
    private TShared? Shared<TShared>(Dictionary<Shard, TShared> known, Shard shard, Func<Shard, TShared> create, TrafficShape shape)
        where TShared : Endpoint
    {
        lock (known)
        {
            if (known.TryGetValue(shard, out var shared)) return shared;
            var opened = create(shard);
            if (!TryOpen(opened, shape)) return null;
            return known[shard] = opened;
        }
    }

    private bool TryOpen(Endpoint endpoint, TrafficShape shape, Func<bool>? join = null, int? wanted = null)
    {
        lock (gate)
        {
            if (disposed) return false;
        }

        MediaSockets? sockets = null;
        var binding = ports.Lease(port => endpoint.Shard.TryBind(endpoint, options.Address, port, shape, out sockets), out var lease, wanted);
        if (lease is null || sockets is null)
        {
            Interlocked.Increment(ref binding == Binding.InUse ? ref withoutPort : ref withoutSocket);
            return false;
        }

        return TryTake(endpoint, sockets, isOwner: true, lease.Dispose, join);
    }

    private bool TryJoin(Endpoint endpoint, Endpoint shared, Func<bool> join) =>
        TryTake(endpoint, shared.Sockets!, isOwner: false, static () => { }, join);

    private bool TryTake(Endpoint endpoint, MediaSockets sockets, bool isOwner, Action giveBack, Func<bool>? join)
    {
        var isOpen = endpoint.Shard.Ask(() =>
        {
            endpoint.Bind(sockets, isOwner, () => Forget(endpoint, giveBack));
            return join is null || join();
        });
        lock (gate)
        {
            if (isOpen && !disposed) return open.Add(endpoint);
        }

        endpoint.Close();
        return false;
    }

    private void Forget(Endpoint endpoint, Action giveBack)
    {
        giveBack();
        lock (gate) open.Remove(endpoint);
    }
}
