using ActiveRecording.Actors;
using ActiveRecording.Domain.Recordings;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Reporting.Projections;

/// <summary>Recordings as the recorder knows them.</summary>
internal sealed class RecordingEvents : IEventProjection
{
    private readonly JournalCodec<RecordingEvent> codec = new(RecordingJournal.Default);

    public string Category => "recording";

    public bool Knows(EventData data) => codec.Knows(data.Name, data.Version);

    public async ValueTask ProjectAsync(StoredEvent stored, ProjectionPage page)
    {
        var before = await page.RecordingAsync(stored.Stream.Id);
        page.Put(RecorderProjection.Apply(before, stored.Stream.Id, codec.Decode(stored.Data)));
    }
}
