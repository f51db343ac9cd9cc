using ActiveRecording.EventSourcing;

namespace ActiveRecording.Domain.MediaServers;

/// <summary>What happened to a Media Server's reservations. Stored for ever: fields are only added.</summary>
/// <param name="At">When.</param>
public abstract record MediaServerEvent(DateTimeOffset At);

/// <summary>A leg was given to the server; its conference is pinned to it.</summary>
[JournalName("media-server-leg-reserved", version: 1)]
public sealed record MediaServerLegReserved(DateTimeOffset At, string LegId, string ConferenceId, int Ports, DateTimeOffset Until)
    : MediaServerEvent(At);

/// <summary>The leg is over.</summary>
[JournalName("media-server-leg-released", version: 1)]
public sealed record MediaServerLegReleased(DateTimeOffset At, string LegId, ReleaseCause Cause) : MediaServerEvent(At);
