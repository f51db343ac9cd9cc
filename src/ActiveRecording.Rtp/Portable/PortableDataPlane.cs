using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Endpoints;
using ActiveRecording.Runtime;
using ActiveRecording.Runtime.Network;

namespace ActiveRecording.Rtp.Portable;

/// <summary>The data plane over <see cref="INetwork"/>: on any system, and on the simulator's network. A shard is a lock.</summary>
/// <param name="options">Addresses and ports.</param>
/// <param name="network">Where to bind.</param>
/// <param name="time">The clock of arrivals and reports.</param>
/// <param name="identifiers">Draws synchronization sources.</param>
public sealed class PortableDataPlane(RtpDataPlaneOptions options, INetwork network, TimeProvider time, IIdentifiers identifiers)
    : ShardedDataPlane(options, time, identifiers, PortableShard.Several(options, network, time))
{
    /// <inheritdoc/>
    public override string Kind => "portable";
}
