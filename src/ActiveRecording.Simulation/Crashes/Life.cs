namespace ActiveRecording.Simulation.Crashes;

/// <summary>
/// One life of a process, which may end at any instant as by <c>kill -9</c>: what runs on its drivers then stands still
/// for ever, its sockets are closed by the system, nothing is said or written any more. Or it is stopped for a while, as by
/// <c>SIGSTOP</c>: what would have run meanwhile runs when it goes on.
/// </summary>
public sealed class Life
{
    private readonly List<IDisposable> sockets = [];
    private readonly Queue<Action> held = new();

    /// <summary>It is over.</summary>
    public bool IsOver { get; private set; }

    /// <summary>It stands still.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>Told at once when it ends.</summary>
    public event Action? Ended;

    /// <summary>Ends it.</summary>
    public void End()
    {
        if (IsOver) return;
        IsOver = true;
        foreach (var socket in sockets) socket.Dispose();
        Ended?.Invoke();
    }

    /// <summary>Lets it stand still: no timer fires, nothing scheduled runs.</summary>
    public void Pause() => IsPaused = true;

    /// <summary>Lets it go on, with everything that became due meanwhile.</summary>
    public void GoOn()
    {
        IsPaused = false;
        while (!IsPaused && !IsOver && held.TryDequeue(out var action)) action();
    }

    /// <summary>Does something as this process: now, when it goes on, or never.</summary>
    public void Do(Action action)
    {
        if (IsPaused && !IsOver) held.Enqueue(action);
        else if (!IsOver) action();
    }

    internal T Owns<T>(T socket)
        where T : IDisposable
    {
        sockets.Add(socket);
        return socket;
    }
}
