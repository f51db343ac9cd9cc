using System.Diagnostics.CodeAnalysis;

namespace ActiveRecording.Rtp.DataPlane;

/// <summary>
/// Opens RTP endpoints, forwards between them and copies what they receive. No packet enters a mailbox; control calls
/// take effect before they return. All members may be called from any thread.
/// </summary>
public interface IRtpDataPlane : IDisposable
{
    /// <summary>What moves packets: <c>native</c> or <c>portable</c>.</summary>
    string Kind { get; }

    /// <summary>What the plane did so far, by kind.</summary>
    RtpCounters Counters { get; }

    /// <summary>Opens the endpoint of one party on a port pair of its own.</summary>
    /// <returns>False when no port pair is free.</returns>
    bool TryOpenLeg(LegOptions options, ILegObserver observer, [NotNullWhen(true)] out IRtpLeg? leg);

    /// <summary>Opens a copy of what <paramref name="source"/> receives, on a port pair of its own; it buffers from now on.</summary>
    /// <returns>False when no port pair is free or the source is closed.</returns>
    bool TryOpenReplica(ReplicaOptions options, IRtpLeg source, [NotNullWhen(true)] out IRtpReplica? replica);

    /// <summary>Opens an endpoint that only receives: a recorder's.</summary>
    /// <returns>False when no port pair is free, or the synchronization source on the shared one is taken.</returns>
    bool TryOpenReceiver(ReceiverOptions options, IRtpSink sink, [NotNullWhen(true)] out IRtpReceiver? receiver);
}
