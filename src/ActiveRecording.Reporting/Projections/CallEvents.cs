using ActiveRecording.Actors;
using ActiveRecording.Domain.Calls;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Reporting.Projections;

/// <summary>Calls, call detail records, and recordings as far as the switch knows them.</summary>
internal sealed class CallEvents : IEventProjection
{
    private readonly JournalCodec<CallEvent> codec = new(CallJournal.Default);

    public string Category => "call";

    public bool Knows(EventData data) => codec.Knows(data.Name, data.Version);

    public async ValueTask ProjectAsync(StoredEvent stored, ProjectionPage page)
    {
        var @event = codec.Decode(stored.Data);
        var before = await page.CallAsync(stored.Stream.Id);
        if (CallProjection.Apply(before, @event) is not { } call) return;
        if (!Equals(before, call)) page.Put(call);
        if (SwitchProjection.RecordingOf(@event) is { } id)
            page.Put(SwitchProjection.Apply(await page.RecordingAsync(id), call, @event));
    }
}
