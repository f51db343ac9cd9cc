namespace ActiveRecording.Host.Nodes;

/// <summary>A room, or what rooms need, as a node starts and stops it.</summary>
/// <param name="Name">As in the configuration and in health reports.</param>
/// <param name="Start">Recovers and opens sockets; done when it can work.</param>
/// <param name="Stop">Finishes what runs and closes.</param>
internal sealed record NodePart(string Name, Func<CancellationToken, Task> Start, Func<CancellationToken, Task> Stop)
{
    /// <summary>Stopping it waits for calls, as long as the node is told to be patient.</summary>
    public bool EndsCalls { get; init; }
}
