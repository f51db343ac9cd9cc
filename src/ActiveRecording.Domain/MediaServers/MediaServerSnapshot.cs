using ActiveRecording.EventSourcing;

namespace ActiveRecording.Domain.MediaServers;

/// <summary>The stored form of a Media Server's state. Another meaning of a field, or of an event, needs another version.</summary>
/// <param name="Legs">What it has promised, by leg.</param>
[JournalName("media-server-snapshot", version: 1)]
public sealed record MediaServerSnapshot(IReadOnlyDictionary<string, MediaServerLeg> Legs)
{
    /// <summary>What is kept of a state.</summary>
    public static MediaServerSnapshot Of(MediaServerState state) => new(state.Legs.ToDictionary());

    /// <summary>The state that was kept.</summary>
    public MediaServerState Restore() => new(Reservations<MediaServerLeg>.Of(Legs));
}
