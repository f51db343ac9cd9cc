using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Runtime.Network.Sockets;

/// <summary>A non-blocking UDP socket served by a poll loop.</summary>
internal sealed class DatagramSocket : IDatagramSocket
{
    /// <summary>SIO_UDP_CONNRESET of Windows: without it one ICMP unreachable would fail the next receive.</summary>
    private const int ReportConnectionReset = -1744830452;

    private readonly DatagramReceived received;
    private readonly SocketNetworkCounters counters;
    private readonly IDatagramLoop loop;
    private readonly ILogger log;
    private readonly SocketAddress source;
    private readonly DestinationCache destinations = new();
    private int closed;

    private DatagramSocket(
        Socket socket, DatagramReceived received, SocketNetworkCounters counters, IDatagramLoop loop, ILogger log)
    {
        Socket = socket;
        this.received = received;
        this.counters = counters;
        this.loop = loop;
        this.log = log;
        Local = (IPEndPoint)socket.LocalEndPoint!;
        source = new SocketAddress(socket.AddressFamily);
    }

    public Socket Socket { get; }

    public IPEndPoint Local { get; }

    public static DatagramSocket Open(
        IPEndPoint local, bool isShared, DatagramReceived received, SocketNetworkOptions options,
        SocketNetworkCounters counters, IDatagramLoop loop, ILogger log)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (isShared) Share(socket);
            socket.Blocking = false;
            socket.ReceiveBufferSize = options.DatagramBufferBytes;
            socket.SendBufferSize = options.DatagramBufferBytes;
            if (OperatingSystem.IsWindows()) socket.IOControl(ReportConnectionReset, [0, 0, 0, 0], null);
            socket.Bind(local);
            var datagrams = new DatagramSocket(socket, received, counters, loop, log);
            loop.Add(datagrams);
            return datagrams;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Of sockets with SO_REUSEADDR that share an address, Linux gives a datagram to the one that was bound last. .NET's own
    /// option of that name sets SO_REUSEPORT as well, with which they would take turns.
    /// </summary>
    private static void Share(Socket socket)
    {
        const int SolSocket = 1;
        const int SoReuseAddr = 2;
        if (OperatingSystem.IsLinux()) socket.SetRawSocketOption(SolSocket, SoReuseAddr, BitConverter.GetBytes(1));
        else socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
    }

    public void Send(ReadOnlySpan<byte> payload, IPEndPoint to)
    {
        try
        {
            Socket.SendTo(payload, SocketFlags.None, destinations.Serialize(to));
            counters.Sent();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            counters.Dropped();
        }
    }

    /// <summary>Receives one datagram, on the poll thread.</summary>
    public void ReceiveOne(Span<byte> buffer, SourceCache sources)
    {
        int length;
        try
        {
            length = Socket.ReceiveFrom(buffer, SocketFlags.None, source);
        }
        catch (SocketException exception)
        {
            // A datagram with a bad checksum makes the socket look ready and then would block.
            if (exception.SocketErrorCode != SocketError.WouldBlock) counters.ReceiveFailed();
            return;
        }
        catch (ObjectDisposedException)
        {
            return;
        }

        if (Volatile.Read(ref closed) != 0) return;
        counters.Received();
        Deliver(buffer[..length], sources.Resolve(source));
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref closed, 1) != 0) return;
        loop.Remove(this);
        Socket.Dispose();
    }

    private void Deliver(ReadOnlySpan<byte> payload, IPEndPoint from)
    {
        try
        {
            received(payload, from);
        }
        catch (Exception exception)
        {
            log.DatagramReceiverFailed(exception, Local, from);
        }
    }
}
