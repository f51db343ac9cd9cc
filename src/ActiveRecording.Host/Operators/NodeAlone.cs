using ActiveRecording.Console.Operators;
using ActiveRecording.Host.Nodes;
using ActiveRecording.Operations;

namespace ActiveRecording.Host.Operators;

/// <summary>A node that is in no cluster: the only member of its own.</summary>
internal sealed class NodeAlone(Node node) : IClusterOperations
{
    public ClusterView View => new(node.Options.Name, IsClustered: false, [Self]);

    private ClusterMember Self
    {
        get
        {
            var reasons = node.Readiness.Reasons;
            var state = reasons switch
            {
                [] => "up",
                _ when reasons.Any(static reason => reason.EndsWith("stopping", StringComparison.Ordinal)) => "leaving",
                _ => "joining",
            };
            return new ClusterMember(node.Options.Name, 1, $"{node.Options.Http.Address}", state, node.Roles, reasons);
        }
    }

    public string? OwnerOf(int shard) => null;

    public Task<CommandOutcome> LeaveAsync() => Task.FromResult(new CommandOutcome(
        OutcomeKind.Refused, $"Node {node.Options.Name} is in no cluster that it could leave; 'arctl drain' ends it in good order."));

    public Task<CommandOutcome> DownAsync(string member) => Task.FromResult(
        string.Equals(member, node.Options.Name, StringComparison.Ordinal)
            ? new CommandOutcome(OutcomeKind.Refused, $"Node {member} does not depose itself; 'arctl drain' ends it in good order.")
            : new CommandOutcome(OutcomeKind.Unknown, $"Node {node.Options.Name} is in no cluster and knows no member '{member}'."));
}
