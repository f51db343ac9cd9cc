using ActiveRecording.Actors;
using ActiveRecording.Domain.RecordingSessions;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Reporting.Projections;

/// <summary>Recordings as far as the Media Server knows them.</summary>
internal sealed class RecordingSessionEvents : IEventProjection
{
    private readonly JournalCodec<RecordingSessionEvent> codec = new(RecordingSessionJournal.Default);

    public string Category => "recording-session";

    public bool Knows(EventData data) => codec.Knows(data.Name, data.Version);

    public async ValueTask ProjectAsync(StoredEvent stored, ProjectionPage page)
    {
        var id = MediaServerProjection.RecordingOf(stored.Stream.Id);
        var before = await page.RecordingAsync(id);
        var after = MediaServerProjection.Apply(before, id, codec.Decode(stored.Data));
        if (!ReferenceEquals(before, after)) page.Put(after);
    }
}
