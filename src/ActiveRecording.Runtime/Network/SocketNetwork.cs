using System.Net;
using ActiveRecording.Runtime.Network.Sockets;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Runtime.Network;

/// <summary>
/// The production network. UDP: a few dedicated threads wait for all sockets and call receivers themselves, so that a
/// packet meets no queue. TCP: one asynchronous loop per connection on the thread pool.
/// </summary>
public sealed class SocketNetwork : INetwork, IDisposable
{
    private readonly SocketNetworkOptions options;
    private readonly ILogger log;
    private readonly IDatagramLoop[] loops;
    private readonly ConnectionLimit connections;
    private int nextLoop;

    /// <summary>Starts the poll threads.</summary>
    public SocketNetwork(SocketNetworkOptions options, ILogger log)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.PollThreads);
        this.options = options;
        this.log = log;
        connections = new ConnectionLimit(options.MaxConnections);
        loops = new IDatagramLoop[options.PollThreads];
        for (var i = 0; i < loops.Length; i++) loops[i] = NewLoop(options.Polling, $"udp-{i}");
    }

    /// <summary>What was received, sent and lost.</summary>
    public SocketNetworkCounters Counters { get; } = new();

    /// <inheritdoc/>
    public IDatagramSocket OpenDatagram(IPEndPoint local, DatagramReceived received) => Open(local, received, isShared: false);

    /// <inheritdoc/>
    public IDatagramSocket TakeDatagram(IPEndPoint local, DatagramReceived received) => Open(local, received, isShared: true);

    /// <inheritdoc/>
    public IStreamListener Listen(IPEndPoint local, Func<IStreamConnection, IStreamReceiver> accepted) =>
        StreamListener.Open(local, accepted, options, Counters, connections, log);

    /// <inheritdoc/>
    public IStreamConnection Connect(IPEndPoint remote, IStreamReceiver receiver) =>
        StreamConnection.Connect(remote, receiver, options, connections, log);

    /// <summary>Stops the poll threads; sockets and connections are closed by those who opened them.</summary>
    public void Dispose()
    {
        foreach (var loop in loops) loop.Dispose();
        Counters.Dispose();
    }

    private DatagramSocket Open(IPEndPoint local, DatagramReceived received, bool isShared)
    {
        var loop = loops[(uint)Interlocked.Increment(ref nextLoop) % (uint)loops.Length];
        return DatagramSocket.Open(local, isShared, received, options, Counters, loop, log);
    }

    private static IDatagramLoop NewLoop(DatagramPolling polling, string name) => polling switch
    {
        DatagramPolling.Select => new SelectLoop(name),
        DatagramPolling.Epoll => new EpollLoop(name),
        _ when OperatingSystem.IsLinux() => new EpollLoop(name),
        _ => new SelectLoop(name),
    };
}
