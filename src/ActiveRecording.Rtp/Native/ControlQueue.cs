using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace ActiveRecording.Rtp.Native;

/// <summary>
/// What other threads want done on the loop's thread. Each of them waits for its own, so that as many wait as there are threads; beyond the
/// bound they wait to be let in. When the loop has ended they do it themselves, one at a time.
/// </summary>
internal sealed class ControlQueue(int limit, Action wake)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentQueue<Request> requests = new();
    private readonly object places = new();
    private readonly Lock last = new();
    private volatile bool isClosed;
    private int isAwake;
    private int waiting;

    /// <summary>Hands <paramref name="action"/> over and returns when it has been done; what it throws is thrown here.</summary>
    public void Run(Action action)
    {
        var request = new Request(action);
        Enter();
        try
        {
            requests.Enqueue(request);
            if (!isClosed && Interlocked.Exchange(ref isAwake, 1) == 0) wake();
            while (!request.IsDone(isClosed ? TimeSpan.Zero : Patience))
            {
                if (isClosed) ServeLast();
            }
        }
        finally
        {
            Leave();
        }

        request.Rethrow();
    }

    /// <summary>Does what is waiting; the loop's.</summary>
    public void Serve()
    {
        if (requests.IsEmpty && Volatile.Read(ref isAwake) == 0) return;
        Interlocked.Exchange(ref isAwake, 0);
        while (requests.TryDequeue(out var request)) request.Do();
    }

    /// <summary>The loop has ended.</summary>
    public void Close() => isClosed = true;

    private void Enter()
    {
        lock (places)
        {
            while (waiting == limit) Monitor.Wait(places);
            waiting++;
        }
    }

    private void Leave()
    {
        lock (places)
        {
            waiting--;
            Monitor.Pulse(places);
        }
    }

    private void ServeLast()
    {
        lock (last) Serve();
    }

    private sealed class Request(Action action)
    {
        private readonly object gate = new();
        private ExceptionDispatchInfo? failure;
        private bool isDone;

        public void Do()
        {
            try
            {
                action();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }

            lock (gate)
            {
                isDone = true;
                Monitor.PulseAll(gate);
            }
        }

        public bool IsDone(TimeSpan patience)
        {
            lock (gate)
            {
                if (!isDone) Monitor.Wait(gate, patience);
                return isDone;
            }
        }

        public void Rethrow() => failure?.Throw();
    }
}
