using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ActiveRecording.Runtime.Network.Sockets;

/// <summary>
/// Level-triggered epoll, one receive per ready socket and turn: a flood on one socket cannot starve the others.
/// Sockets are added from any thread (epoll_ctl is thread-safe); an eventfd ends the wait.
/// </summary>
internal sealed class EpollLoop : IDatagramLoop
{
    private const int EventsPerWait = 256;
    private const int LargestDatagram = 65_535;
    private const ulong StopKey = 0;
    private readonly int epoll = Epoll.Create();
    private readonly int wake = Epoll.CreateEvent();
    private readonly ConcurrentDictionary<ulong, DatagramSocket> sockets = new();
    private readonly ConcurrentDictionary<DatagramSocket, ulong> keys = new();
    private readonly Thread thread;
    private long lastKey;
    private int disposed;

    public EpollLoop(string name)
    {
        Epoll.Control(epoll, Epoll.Add, wake, StopKey);
        thread = new Thread(Run) { IsBackground = true, Name = name };
        thread.Start();
    }

    public void Add(DatagramSocket socket)
    {
        // A key of its own, not the descriptor: that is reused while an event of its former owner may be in hand.
        var key = (ulong)Interlocked.Increment(ref lastKey);
        sockets[key] = socket;
        keys[socket] = key;
        Epoll.Control(epoll, Epoll.Add, (int)socket.Socket.Handle, key);
    }

    /// <summary>Forgets the socket; closing its descriptor takes it out of the epoll set.</summary>
    public void Remove(DatagramSocket socket)
    {
        if (keys.TryRemove(socket, out var key)) sockets.TryRemove(key, out _);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        Epoll.Signal(wake);
        if (Environment.CurrentManagedThreadId != thread.ManagedThreadId) thread.Join();
    }

    private void Run()
    {
        var buffer = new byte[LargestDatagram];
        var events = new byte[EventsPerWait * Epoll.EventBytes];
        var sources = new SourceCache();
        for (var stopped = false; !stopped;)
        {
            var ready = Epoll.Wait(epoll, events);
            if (ready < 0 && Marshal.GetLastPInvokeError() is var error and not Epoll.Interrupted)
                throw new Win32Exception(error);
            for (var i = 0; i < ready; i++)
            {
                var key = Epoll.Data(events, i);
                if (key == StopKey) stopped = true;
                else if (sockets.TryGetValue(key, out var socket)) socket.ReceiveOne(buffer, sources);
            }
        }

        Epoll.Close(epoll);
        Epoll.Close(wake);
    }
}
