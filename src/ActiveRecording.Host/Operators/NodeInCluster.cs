using ActiveRecording.Console.Operators;
using ActiveRecording.EventSourcing.Members;
using ActiveRecording.Host.Nodes;
using ActiveRecording.Operations;

namespace ActiveRecording.Host.Operators;

/// <summary>A node among others, as its operators see and command it.</summary>
/// <param name="node">The rooms.</param>
/// <param name="place">Its place in the cluster.</param>
/// <param name="end">Hands over and ends the node.</param>
internal sealed class NodeInCluster(Node node, NodeCluster place, Action end) : IClusterOperations
{
    /// <summary>How long the database may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public ClusterView View => new(node.Options.Name, IsClustered: true, [.. place.Members.Members.Select(Show)]);

    public string? OwnerOf(int shard) =>
        (node.SipServer?.Shards?.TryOwnerOf(shard) ?? node.ResourceManager?.Shards?.TryOwnerOf(shard))?.Name;

    public Task<CommandOutcome> LeaveAsync()
    {
        end();
        return Task.FromResult(new CommandOutcome(
            OutcomeKind.Accepted, $"Node {node.Options.Name} hands its calls over to the others, leaves and ends."));
    }

    public async Task<CommandOutcome> DownAsync(string name)
    {
        if (place.Members.Members.FirstOrDefault(known => known.Name == name) is not { } member)
            return new(OutcomeKind.Unknown, $"Node {node.Options.Name} knows no member '{name}'.");
        if (name == node.Options.Name)
            return new(OutcomeKind.Refused, $"Node {name} does not depose itself; 'arctl cluster leave' ends it in good order.");
        if (!member.IsAlive) return new(OutcomeKind.Refused, $"Node {name} is down already.");
        using var limit = new CancellationTokenSource(Patience, node.Drivers.Time);
        return await place.DeposeAsync(member, limit.Token).WaitAsync(limit.Token) switch
        {
            DeposeOutcome.Deposed => new(OutcomeKind.Accepted, $"Node {name} is down; what it had goes to the others."),
            DeposeOutcome.AlreadyDown => new(OutcomeKind.Refused, $"Node {name} is down already."),
            _ => new(OutcomeKind.Refused, $"Node {node.Options.Name} is no member itself and deposes nobody; ask another node."),
        };
    }

    private ClusterMember Show(Member member) => new(
        member.Name, member.Incarnation, member.Address, $"{member.State}".ToLowerInvariant(), member.Roles,
        member.Name == node.Options.Name ? node.Readiness.Reasons : []);
}
