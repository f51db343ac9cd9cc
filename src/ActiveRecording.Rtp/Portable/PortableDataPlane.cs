using System.Diagnostics.CodeAnalysis;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Ports;
using ActiveRecording.Runtime;
using ActiveRecording.Runtime.Network;

namespace ActiveRecording.Rtp.Portable;

/// <summary>
/// The data plane over <see cref="INetwork"/>: the same code on sockets and on the simulator's network. One lock per
/// leg, replica and receiver; where two are held it is a leg's and then a replica's.
/// </summary>
public sealed class PortableDataPlane : IRtpDataPlane
{
    private readonly RtpPortPool ports;
    private readonly IIdentifiers identifiers;
    private readonly Lock gate = new();
    private readonly HashSet<PortableEndpoint> open = [];
    private bool disposed;

    /// <param name="options">Addresses and ports.</param>
    /// <param name="network">Where to bind.</param>
    /// <param name="time">The clock of arrivals and reports.</param>
    /// <param name="identifiers">Draws the synchronization sources of receiver reports.</param>
    public PortableDataPlane(PortableDataPlaneOptions options, INetwork network, TimeProvider time, IIdentifiers identifiers)
    {
        this.identifiers = identifiers;
        Time = time;
        Clock = new ArrivalClock(time);
        ports = new RtpPortPool(options.Address, options.Ports, options.PortCoolDown, network, time);
    }

    /// <inheritdoc/>
    public RtpCounters Counters => Tally.Snapshot(ports.Leased);

    internal TimeProvider Time { get; }

    internal ArrivalClock Clock { get; }

    internal Tally Tally { get; } = new();

    /// <inheritdoc/>
    public bool TryOpenLeg(LegOptions options, ILegObserver observer, [NotNullWhen(true)] out IRtpLeg? leg)
    {
        var opened = new PortableLeg(this, options, observer);
        leg = TryOpen(opened) ? opened : null;
        return leg is not null;
    }

    /// <inheritdoc/>
    public bool TryOpenReplica(ReplicaOptions options, IRtpLeg source, [NotNullWhen(true)] out IRtpReplica? replica)
    {
        replica = null;
        if (source is not PortableLeg leg) throw new ArgumentException("The leg belongs to another plane.", nameof(source));
        var opened = new PortableReplica(this, options, leg);
        if (!TryOpen(opened)) return false;
        if (leg.TryAttach(opened, options.Since))
        {
            replica = opened;
            return true;
        }

        opened.Close();
        return false;
    }

    /// <inheritdoc/>
    public bool TryOpenReceiver(ReceiverOptions options, IRtpSink sink, [NotNullWhen(true)] out IRtpReceiver? receiver)
    {
        var opened = new PortableReceiver(this, options, sink, (uint)identifiers.NextUInt64());
        receiver = TryOpen(opened, options.Port) ? opened : null;
        return receiver is not null;
    }

    /// <summary>Closes everything that is open.</summary>
    public void Dispose()
    {
        PortableEndpoint[] left;
        lock (gate)
        {
            disposed = true;
            left = [.. open];
        }

        foreach (var endpoint in left) endpoint.Close();
    }

    internal void Closed(PortableEndpoint endpoint)
    {
        lock (gate) open.Remove(endpoint);
    }

    private bool TryOpen(PortableEndpoint endpoint, int? port = null)
    {
        if (!ports.TryLease(endpoint.RtpReceived, endpoint.RtcpReceived, out var pair, port)) return false;
        lock (gate)
        {
            if (!disposed)
            {
                open.Add(endpoint);
                endpoint.Bind(pair);
                return true;
            }
        }

        pair.Dispose();
        return false;
    }
}
