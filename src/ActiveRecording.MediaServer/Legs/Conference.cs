using ActiveRecording.MediaServer.Recording;

namespace ActiveRecording.MediaServer.Legs;

/// <summary>Up to two parties that share a conf-id; they are bridged as soon as both are there.</summary>
internal sealed class Conference(string id)
{
    /// <summary>Parties of a bridge.</summary>
    public const int MaxLegs = 2;

    private readonly List<MediaLeg> legs = [];

    /// <summary>The conf-id.</summary>
    public string Id => id;

    /// <summary>In the order they came.</summary>
    public IReadOnlyList<MediaLeg> Legs => legs;

    /// <summary>The recordings of its media, by MSML name.</summary>
    public Dictionary<string, ConferenceRecording> Recordings { get; } = new(StringComparer.Ordinal);

    /// <summary>The party at the other end of the bridge; null if there is none.</summary>
    public MediaLeg? PartnerOf(MediaLeg leg) => legs.Find(other => other != leg);

    /// <summary>Takes a leg in and bridges it.</summary>
    public void Add(MediaLeg leg)
    {
        legs.Add(leg);
        if (PartnerOf(leg) is { } partner) leg.Media.BridgeTo(partner.Media);
    }

    /// <summary>A leg is gone.</summary>
    public void Remove(MediaLeg leg) => legs.Remove(leg);
}
