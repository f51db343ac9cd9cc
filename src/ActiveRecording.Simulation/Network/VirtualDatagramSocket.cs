using System.Net;
using ActiveRecording.Runtime.Network;

namespace ActiveRecording.Simulation.Network;

/// <summary>A bound address of the virtual network.</summary>
internal sealed class VirtualDatagramSocket(VirtualNetwork network, IPEndPoint local, DatagramReceived received)
    : IDatagramSocket
{
    private bool closed;

    public IPEndPoint Local { get; } = local;

    /// <summary>What a receiver sees as the source: of a socket bound to every address, the loopback one.</summary>
    private IPEndPoint Source { get; } =
        local.Address.Equals(IPAddress.Any) ? new(IPAddress.Loopback, local.Port) : local;

    public void Send(ReadOnlySpan<byte> payload, IPEndPoint to)
    {
        if (!closed) network.Transmit(Source, to, payload);
    }

    public void Deliver(ReadOnlySpan<byte> payload, IPEndPoint from) => received(payload, from);

    public void Dispose()
    {
        if (closed) return;
        closed = true;
        network.Release(this);
    }
}
