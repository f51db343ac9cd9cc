using System.Net;
using ActiveRecording.Runtime.Network;

namespace ActiveRecording.Simulation.Network;

/// <summary>A listening address of the virtual network.</summary>
internal sealed class VirtualStreamListener(
    VirtualNetwork network, IPEndPoint local, Func<IStreamConnection, IStreamReceiver> accepted) : IStreamListener
{
    private bool closed;

    public IPEndPoint Local { get; } = local;

    /// <summary>Makes the accepting side of a connection from <paramref name="client"/>.</summary>
    public VirtualConnection Accept(IPEndPoint client, IPEndPoint asked)
    {
        var server = new VirtualConnection(network, asked, client);
        server.Receiver = accepted(server);
        return server;
    }

    public void Dispose()
    {
        if (closed) return;
        closed = true;
        network.Release(this);
    }
}
