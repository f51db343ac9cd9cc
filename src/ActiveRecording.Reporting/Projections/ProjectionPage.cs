using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActiveRecording.EventSourcing.ReadModels;
using ActiveRecording.Reporting.Documents;

namespace ActiveRecording.Reporting.Projections;

/// <summary>
/// The documents that a run of events touches: each read once, changed in memory, stored together with the position.
/// </summary>
internal sealed class ProjectionPage(IReadModelStore store)
{
    private readonly Dictionary<string, CallDocument?> calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RecordingDocument?> recordings = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Collection, string Id), ReadModelDocument> changed = [];

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

    public Task SaveAsync(string projection, int shard, long position) =>
        store.SaveAsync(new ReadModelChange(projection, shard, position, [.. changed.Values]), CancellationToken.None);

    private void Change(ReadModelDocument document) => changed[(document.Collection, document.Id)] = document;

    private async ValueTask<T?> FindAsync<T>(
        Dictionary<string, T?> known, string collection, string id, JsonTypeInfo<T> json)
        where T : class
    {
        if (known.TryGetValue(id, out var found)) return found;
        var stored = await ReadAsync(collection, id);
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
