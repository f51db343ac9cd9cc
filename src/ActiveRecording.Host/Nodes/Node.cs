using ActiveRecording.Host.Configuration;

namespace ActiveRecording.Host.Nodes;

/// <summary>
/// All rooms of one node, wired to the drivers it was given: sockets, threads and SQLite in production, virtual ones in
/// the simulator. Knows nothing of HTTP.
/// </summary>
public sealed class Node
{
    private readonly List<NodePart> parts = [];
    private readonly Stack<NodePart> started = [];

    public Node(NodeOptions options, NodeDrivers drivers)
    {
        Options = options;
        _ = drivers;
        foreach (var part in parts) Readiness.NotReady(part.Name, "not started");
    }

    /// <summary>What the node was told.</summary>
    public NodeOptions Options { get; }

    /// <summary>Whether it takes calls.</summary>
    public Readiness Readiness { get; } = new();

    /// <summary>Starts every room, those first that others send to.</summary>
    public async Task StartAsync(CancellationToken stop)
    {
        foreach (var part in parts)
        {
            Readiness.NotReady(part.Name, "starting");
            started.Push(part);
            await part.Start(stop);
            Readiness.Ready(part.Name);
        }
    }

    /// <summary>Stops what was started, in reverse: calls end before what carries them.</summary>
    public async Task StopAsync(CancellationToken stop)
    {
        foreach (var part in started) Readiness.NotReady(part.Name, "stopping");
        while (started.TryPop(out var part)) await part.Stop(stop);
    }
}
