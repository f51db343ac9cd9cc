using System.Net;
using System.Net.Sockets;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.Sip.Transports;

/// <summary>
/// The address that all nodes of a role share: bound by the one that has it, at the ports the role listens on. Used on the
/// strand.
/// </summary>
internal sealed class VirtualAddress(
    SipEndpointOptions options, INetwork network, TimerTable timers, Inbox inbox, ConnectionTable connections) : IDisposable
{
    /// <summary>Another node may not have let go of it yet.</summary>
    private static readonly TimeSpan TryAgain = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<IPEndPoint, DatagramFlow> datagrams = [];
    private readonly Dictionary<IPEndPoint, IStreamListener> listeners = [];
    private RunningTimer again;

    /// <summary>Numbers of sockets are not used twice: a late answer must not leave by another.</summary>
    private long lastFlow = -1_000;

    /// <summary>This node has it, or is about to.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>The bound UDP addresses.</summary>
    public IEnumerable<IPEndPoint> Udp => datagrams.Keys;

    /// <summary>Takes it, or lets go of it.</summary>
    public void Hold(bool held)
    {
        if (options.VirtualAddress is null || held == IsHeld) return;
        IsHeld = held;
        if (held) Bind();
        else Release();
    }

    /// <summary>The socket for datagrams to a peer; null if there is none now.</summary>
    public DatagramFlow? Towards(SipHop hop) =>
        datagrams.Values.FirstOrDefault(flow => flow.Local.AddressFamily == hop.Remote.AddressFamily);

    /// <summary>The socket of that number; null if it is gone.</summary>
    public DatagramFlow? Find(long flow) => datagrams.Values.FirstOrDefault(known => known.Id == flow);

    public void Dispose() => Release();

    private void Bind()
    {
        again.Cancel();
        if (!IsHeld) return;
        var missing = 0;
        foreach (var port in options.Udp.Select(local => local.Port).Distinct()) missing += TryBind(datagrams, At(port), OpenDatagram);
        foreach (var port in options.Tcp.Select(local => local.Port).Distinct()) missing += TryBind(listeners, At(port), connections.Listen);
        if (missing > 0) again = timers.Start(TryAgain, Bind);
    }

    /// <returns>1 if it is still missing.</returns>
    private static int TryBind<T>(Dictionary<IPEndPoint, T> bound, IPEndPoint address, Func<IPEndPoint, T> open)
    {
        if (bound.ContainsKey(address)) return 0;
        try
        {
            bound.Add(address, open(address));
            return 0;
        }
        catch (SocketException)
        {
            return 1;
        }
    }

    private DatagramFlow OpenDatagram(IPEndPoint address) =>
        new(--lastFlow, address, network.TakeDatagram, options.Limits, inbox);

    private IPEndPoint At(int port) => new(options.VirtualAddress!, port);

    private void Release()
    {
        again.Cancel();
        foreach (var flow in datagrams.Values) flow.Dispose();
        foreach (var listener in listeners.Values) listener.Dispose();
        datagrams.Clear();
        listeners.Clear();
    }
}
