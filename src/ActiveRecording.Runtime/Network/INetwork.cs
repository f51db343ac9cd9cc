using System.Net;

namespace ActiveRecording.Runtime.Network;

/// <summary>
/// Datagrams and byte streams. Callbacks arrive on a thread of the driver's choice, one at a time per socket, and
/// must return quickly. In the simulator everything happens on the simulator's thread.
/// </summary>
public interface INetwork
{
    /// <summary>Binds a UDP socket. Port 0 picks a free one.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The address is in use or not this machine's.</exception>
    IDatagramSocket OpenDatagram(IPEndPoint local, DatagramReceived received);

    /// <summary>
    /// Binds a UDP socket to an address that moves between processes. One that has it and is asleep does not keep it: from
    /// now on datagrams come here.
    /// </summary>
    /// <exception cref="System.Net.Sockets.SocketException">The address is not this machine's, or in use by one that does not share it.</exception>
    IDatagramSocket TakeDatagram(IPEndPoint local, DatagramReceived received) => OpenDatagram(local, received);

    /// <summary>Listens for TCP connections. Port 0 picks a free one.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The address is in use or not this machine's.</exception>
    IStreamListener Listen(IPEndPoint local, Func<IStreamConnection, IStreamReceiver> accepted);

    /// <summary>
    /// Starts a TCP connection. What is sent before it is established is queued up to a bound; failure is told to the
    /// receiver as <see cref="IStreamReceiver.Closed"/>.
    /// </summary>
    IStreamConnection Connect(IPEndPoint remote, IStreamReceiver receiver);
}

/// <summary>One datagram; the span is only valid during the call.</summary>
public delegate void DatagramReceived(ReadOnlySpan<byte> payload, IPEndPoint from);

/// <summary>A bound UDP socket.</summary>
public interface IDatagramSocket : IDisposable
{
    /// <summary>The bound address.</summary>
    IPEndPoint Local { get; }

    /// <summary>Sends at once or drops; errors are counted, never thrown.</summary>
    void Send(ReadOnlySpan<byte> payload, IPEndPoint to);
}

/// <summary>A listening TCP socket.</summary>
public interface IStreamListener : IDisposable
{
    /// <summary>The bound address.</summary>
    IPEndPoint Local { get; }
}

/// <summary>A TCP connection, either side.</summary>
public interface IStreamConnection : IDisposable
{
    /// <summary>Local address; of an unfinished connect, unspecified.</summary>
    IPEndPoint Local { get; }

    /// <summary>The peer's address.</summary>
    IPEndPoint Remote { get; }

    /// <summary>Queues bytes in order; false when the connection is closed or its queue is full.</summary>
    bool Send(ReadOnlySpan<byte> bytes);
}

/// <summary>Receives a connection's bytes in order.</summary>
public interface IStreamReceiver
{
    /// <summary>The connection is established; not called for accepted ones.</summary>
    void Connected(IStreamConnection connection);

    /// <summary>Some bytes, at least one; the span is only valid during the call.</summary>
    void Received(IStreamConnection connection, ReadOnlySpan<byte> bytes);

    /// <summary>The connection is gone or could not be made; the last call, made once.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="error">Null after an orderly close by either side.</param>
    void Closed(IStreamConnection connection, Exception? error);
}
