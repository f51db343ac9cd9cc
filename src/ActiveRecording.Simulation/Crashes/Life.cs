namespace ActiveRecording.Simulation.Crashes;

/// <summary>
/// One life of a process, which may end at any instant as by <c>kill -9</c>: what runs on its drivers then stands still
/// for ever, its sockets are closed by the system, nothing is said or written any more.
/// </summary>
public sealed class Life
{
    private readonly List<IDisposable> sockets = [];

    /// <summary>It is over.</summary>
    public bool IsOver { get; private set; }

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

    internal T Owns<T>(T socket)
        where T : IDisposable
    {
        sockets.Add(socket);
        return socket;
    }
}
