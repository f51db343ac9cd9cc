using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActiveRecording.EventSourcing.ReadModels;
using ActiveRecording.Reporting.Documents;

namespace ActiveRecording.Reporting.Projections;

/// <summary>
/// The documents that a run of events touches: each read once, changed in memory, stored together with the position.
/// </summary>
/// <param name="store">Where documents are.</param>
/// <param name="shard">The shard of the events.</param>
/// <param name="from">The position behind which they begin.</param>
internal sealed class ProjectionPage(IReadModelStore store, int shard, long from)
{
    private readonly Dictionary<string, CallDocument?> calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RecordingDocument?> recordings = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Collection, string Id), ReadModelDocument> changed = [];
    private readonly Dictionary<(string Collection, string Id), long> revisions = [];

    public int Shard => shard;

    public long From { get; } = from;

    /// <summary>The position of the last event taken.</summary>
    public long Seen { get; set; } = from;

    /// <summary>What is wrong with the events taken, told once the page is stored.</summary>
    public List<(LeftOutEvent LeftOut, Exception? Reason)> LeftOut { get; } = [];

    public ValueTask<CallDocument?> CallAsync(string callUuid) =>
        FindAsync(calls, ReportingCollections.Calls, callUuid, ReportingJson.Default.CallDocument);

    public ValueTask<RecordingDocument?> RecordingAsync(string id) =>
        FindAsync(recordings, ReportingCollections.Recordings, id, ReportingJson.Default.RecordingDocument);

    public void Put(CallDocument call)
    {
        calls[call.CallUuid] = call;
        Change(ReportingKeys.StoredCall(call));
        if (call.Progress == CallProgress.Ended) Change(ReportingKeys.StoredCallDetailRecord(call));
    }

    public void Put(RecordingDocument recording)
    {
        recordings[recording.Id] = recording;
        Change(ReportingKeys.Stored(recording));
    }

    /// <summary>False when nothing is stored, because the shard or a document is not any more as it was read.</summary>
    public Task<bool> SaveAsync(string projection) => store.SaveAsync(
        new ReadModelChange(projection, shard, From, Seen, [.. changed.Values.Select(AsRead)]), CancellationToken.None);

    /// <summary>What was not read is made of the events of one shard alone, so the position says enough.</summary>
    private ReadModelDocument AsRead(ReadModelDocument document) =>
        revisions.TryGetValue((document.Collection, document.Id), out var revision) ? document with { Revision = revision } : document;

    private void Change(ReadModelDocument document) => changed[(document.Collection, document.Id)] = document;

    private async ValueTask<T?> FindAsync<T>(
        Dictionary<string, T?> known, string collection, string id, JsonTypeInfo<T> json)
        where T : class
    {
        if (known.TryGetValue(id, out var found)) return found;
        var stored = await ReadAsync(collection, id);
        revisions[(collection, id)] = stored?.Revision ?? 0;
        return known[id] = stored is null ? null : JsonSerializer.Deserialize(stored.Json.Span, json);
    }

    private async ValueTask<ReadModelDocument?> ReadAsync(string collection, string id)
    {
        try
        {
            return await store.FindAsync(collection, id, CancellationToken.None);
        }
        catch (Exception exception)
        {
            throw new ReadModelsUnavailableException(exception);
        }
    }
}
