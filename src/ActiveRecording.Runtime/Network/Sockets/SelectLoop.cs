using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ActiveRecording.Runtime.Network.Sockets;

/// <summary>The portable loop: Socket.Select over all sockets; a datagram to itself ends the wait.</summary>
internal sealed class SelectLoop : IDatagramLoop
{
    private const int LargestDatagram = 65_535;
    private readonly ConcurrentDictionary<Socket, DatagramSocket> sockets = new();
    private readonly Socket wake = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly EndPoint wakeAddress;
    private readonly Thread thread;
    private volatile bool stopped;

    public SelectLoop(string name)
    {
        wake.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        wake.Blocking = false;
        wakeAddress = wake.LocalEndPoint!;
        thread = new Thread(Run) { IsBackground = true, Name = name };
        thread.Start();
    }

    public void Add(DatagramSocket socket)
    {
        sockets[socket.Socket] = socket;
        Wake();
    }

    public void Remove(DatagramSocket socket)
    {
        if (sockets.TryRemove(socket.Socket, out _)) Wake();
    }

    public void Dispose()
    {
        if (stopped) return;
        stopped = true;
        Wake();
        if (Environment.CurrentManagedThreadId != thread.ManagedThreadId) thread.Join();
    }

    private void Run()
    {
        var buffer = new byte[LargestDatagram];
        var sources = new SourceCache();
        var ready = new List<Socket>();
        while (!stopped)
        {
            if (!Wait(ready)) continue;
            foreach (var socket in ready)
            {
                if (socket == wake) ConsumeWake(buffer);
                else if (sockets.TryGetValue(socket, out var datagrams)) datagrams.ReceiveOne(buffer, sources);
            }
        }

        wake.Dispose();
    }

    /// <summary>False when a socket was closed during the wait: it is waited again, without it.</summary>
    private bool Wait(List<Socket> ready)
    {
        ready.Clear();
        ready.Add(wake);
        foreach (var (socket, _) in sockets) ready.Add(socket);
        try
        {
            Socket.Select(ready, null, null, Timeout.InfiniteTimeSpan);
            return true;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    private void Wake()
    {
        try
        {
            wake.SendTo([1], wakeAddress);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Its buffer is full, so the loop is awake anyway, or the loop has ended.
        }
    }

    private void ConsumeWake(byte[] buffer)
    {
        while (wake.Available > 0) wake.Receive(buffer);
    }
}
