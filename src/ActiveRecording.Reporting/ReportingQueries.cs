using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActiveRecording.EventSourcing.ReadModels;
using ActiveRecording.Reporting.Documents;

namespace ActiveRecording.Reporting;

/// <summary>Reads the documents back.</summary>
public sealed class ReportingQueries(IReadModelStore store)
{
    /// <summary>One recording, null if nobody ever asked for it.</summary>
    public Task<RecordingDocument?> RecordingAsync(string id, CancellationToken stop) =>
        FindAsync(ReportingCollections.Recordings, id, ReportingJson.Default.RecordingDocument, stop);

    /// <summary>One call, null if it never reached the switch.</summary>
    public Task<CallDocument?> CallAsync(string callUuid, CancellationToken stop) =>
        FindAsync(ReportingCollections.Calls, callUuid, ReportingJson.Default.CallDocument, stop);

    /// <summary>Recordings by when they were asked for, newest first.</summary>
    public Task<ReportingPage<RecordingDocument>> RecordingsAsync(ReadModelFilter filter, CancellationToken stop) =>
        ListAsync(ReportingCollections.Recordings, filter, ReportingJson.Default.RecordingDocument, stop);

    /// <summary>Calls by when they reached the switch, newest first.</summary>
    public Task<ReportingPage<CallDocument>> CallsAsync(ReadModelFilter filter, CancellationToken stop) =>
        ListAsync(ReportingCollections.Calls, filter, ReportingJson.Default.CallDocument, stop);

    /// <summary>Ended calls by when they ended, newest first.</summary>
    public Task<ReportingPage<CallDocument>> CallDetailRecordsAsync(ReadModelFilter filter, CancellationToken stop) =>
        ListAsync(ReportingCollections.CallDetailRecords, filter, ReportingJson.Default.CallDocument, stop);

    private async Task<T?> FindAsync<T>(string collection, string id, JsonTypeInfo<T> json, CancellationToken stop)
        where T : class
    {
        var stored = await store.FindAsync(collection, id, stop);
        return stored is null ? null : JsonSerializer.Deserialize(stored.Json.Span, json);
    }

    private async Task<ReportingPage<T>> ListAsync<T>(
        string collection, ReadModelFilter filter, JsonTypeInfo<T> json, CancellationToken stop)
    {
        var page = await store.ListAsync(collection, filter, stop);
        return new ReportingPage<T>([.. page.Documents.Select(stored => JsonSerializer.Deserialize(stored.Json.Span, json)!)], page.Next);
    }
}

/// <summary>A part of a list, newest first, and where the next one starts.</summary>
public sealed record ReportingPage<T>(IReadOnlyList<T> Items, ReadModelCursor? Next);
