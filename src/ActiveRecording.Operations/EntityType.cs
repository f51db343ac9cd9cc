namespace ActiveRecording.Operations;

/// <summary>The entities of one kind on a node.</summary>
/// <param name="Type">The kind, for example <c>call</c>.</param>
/// <param name="Live">Entities that are not over, in the shards this node has.</param>
/// <param name="Loaded">Those in memory.</param>
/// <param name="Stopped">Those that failed too often or cannot be replayed: somebody has to look at them.</param>
/// <param name="Shards">Shards this node has.</param>
public sealed record EntityType(string Type, int Live, int Loaded, int Stopped, int Shards);

/// <summary>An entity of a list.</summary>
/// <param name="Id">Within its kind.</param>
/// <param name="Shard">The shard it belongs to.</param>
/// <param name="Status">
/// <c>loaded</c> in memory, <c>at-rest</c> in the journal until it is told something, or <c>stopped</c>.
/// </param>
/// <param name="Reason">Why it is stopped.</param>
public sealed record EntityEntry(string Id, int Shard, string Status, string? Reason);
