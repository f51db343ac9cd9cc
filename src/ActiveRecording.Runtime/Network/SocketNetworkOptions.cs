namespace ActiveRecording.Runtime.Network;

/// <summary>Bounds of the socket driver.</summary>
public sealed record SocketNetworkOptions
{
    /// <summary>Threads that serve all UDP sockets, at least 1; a socket stays with its thread.</summary>
    public int PollThreads { get; init; } = 1;

    /// <summary>How a poll thread waits.</summary>
    public DatagramPolling Polling { get; init; } = DatagramPolling.BestOfPlatform;

    /// <summary>SO_RCVBUF and SO_SNDBUF of a UDP socket, in bytes; the kernel may grant less. Beyond it datagrams are lost.</summary>
    public int DatagramBufferBytes { get; init; } = 1 << 20;

    /// <summary>Bytes queued on a TCP connection before its <c>Send</c> refuses.</summary>
    public int StreamQueueBytes { get; init; } = 1 << 20;

    /// <summary>Open TCP connections; one accepted beyond it is closed at once and counted.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>After this an unanswered connect fails.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a closed connection may still deliver what was queued.</summary>
    public TimeSpan CloseLinger { get; init; } = TimeSpan.FromSeconds(2);
}

/// <summary>How UDP sockets are waited for.</summary>
public enum DatagramPolling
{
    /// <summary>epoll on Linux, select elsewhere.</summary>
    BestOfPlatform,

    /// <summary>Linux epoll.</summary>
    Epoll,

    /// <summary>Socket.Select, on every platform.</summary>
    Select,
}
