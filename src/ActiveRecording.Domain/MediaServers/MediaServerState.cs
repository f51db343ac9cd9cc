namespace ActiveRecording.Domain.MediaServers;

/// <summary>What a Media Server has been given: the legs of conferences, by the Call-ID of their dialogs.</summary>
public sealed record MediaServerState(Reservations<MediaServerLeg> Legs)
{
    /// <summary>Ports in use: one per stream.</summary>
    public int Ports => Legs.All.Sum(leg => leg.Value.Ports);

    /// <summary>The conferences it holds.</summary>
    public IEnumerable<string> Conferences => Legs.All.Select(leg => leg.Value.ConferenceId).Distinct(StringComparer.Ordinal);
}

/// <summary>A leg on a Media Server.</summary>
/// <param name="ConferenceId">The conf-id it belongs to.</param>
/// <param name="Ports">Streams, at least 1.</param>
/// <param name="Until">When it is given up, should its end never be seen.</param>
public readonly record struct MediaServerLeg(string ConferenceId, int Ports, DateTimeOffset Until);
