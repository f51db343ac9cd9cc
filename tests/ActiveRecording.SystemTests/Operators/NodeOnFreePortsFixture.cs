using ActiveRecording.SystemTests.Nodes;

namespace ActiveRecording.SystemTests.Operators;

/// <summary>One node for many commands that do not change it.</summary>
public sealed class NodeOnFreePortsFixture : IAsyncLifetime
{
    internal NodeOnFreePorts Node { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Node = await NodeOnFreePorts.StartAsync();

    public ValueTask DisposeAsync() => Node.DisposeAsync();
}
