using ActiveRecording.Console.Operators;
using ActiveRecording.Operations;

namespace ActiveRecording.Host.Operators;

/// <summary>The cluster a node is in, as far as operators see and command it.</summary>
internal interface IClusterOperations
{
    /// <summary>Who is in it.</summary>
    ClusterView View { get; }

    /// <summary>The node that a shard belongs to; null while nobody is known to.</summary>
    string? OwnerOf(int shard);

    /// <summary>Hands everything over; the node ends afterwards.</summary>
    Task<CommandOutcome> LeaveAsync();

    /// <summary>Deposes a member.</summary>
    Task<CommandOutcome> DownAsync(string node);
}
