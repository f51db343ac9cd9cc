using System.Text.Json;

namespace ActiveRecording.Operations;

/// <summary>An entity as the journal tells it.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="Id">Within its kind.</param>
/// <param name="Shard">The shard it belongs to.</param>
/// <param name="Status"><c>loaded</c>, <c>at-rest</c>, <c>stopped</c> or <c>ended</c>.</param>
/// <param name="Sequence">Its last event that could be replayed.</param>
/// <param name="State">The state after that event; absent where it cannot be replayed.</param>
/// <param name="Flaw">Why it cannot be replayed.</param>
/// <param name="Stopped">Why it is stopped on this node.</param>
/// <param name="Events">Its last events, oldest first.</param>
public sealed record Entity(
    string Type, string Id, int Shard, string Status, long Sequence, JsonElement? State, string? Flaw, string? Stopped,
    IReadOnlyList<JournalEvent> Events);

/// <summary>An event of the journal.</summary>
/// <param name="Stream">The entity, kind and identifier: <c>call/01AE…</c>.</param>
/// <param name="Sequence">From 1, without holes within the stream.</param>
/// <param name="Shard">The shard of the stream.</param>
/// <param name="Position">From 1, without holes within the shard.</param>
/// <param name="Name">Its journal name.</param>
/// <param name="Version">Of that name.</param>
/// <param name="At">When, as far as the event says so.</param>
/// <param name="Payload">What it says; where that is no JSON, its bytes in base64.</param>
/// <param name="Flaw">What is wrong with its row, as far as that can be seen without knowing such events.</param>
public sealed record JournalEvent(
    string Stream, long Sequence, int Shard, long Position, string Name, int Version, DateTimeOffset? At, JsonElement Payload,
    string? Flaw);
