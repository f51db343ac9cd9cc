using System.Text.Json;
using ActiveRecording.EventSourcing.ReadModels;

namespace ActiveRecording.Reporting.Documents;

/// <summary>What the documents are found by.</summary>
internal static class ReportingKeys
{
    public static ReadModelDocument Stored(RecordingDocument recording)
    {
        var keys = new ReadModelKeys
        {
            Time = recording.Requested,
            Dns = [.. new[] { recording.RecordDn, recording.OtherDn }.OfType<string>()],
            Ani = recording.Ani,
            Dnis = recording.Dnis,
            CallUuid = recording.CallUuid,
            State = WireName.Of(recording.Progress),
        };
        var json = JsonSerializer.SerializeToUtf8Bytes(recording, ReportingJson.Default.RecordingDocument);
        return new ReadModelDocument(ReportingCollections.Recordings, recording.Id, keys, json);
    }

    public static ReadModelDocument StoredCall(CallDocument call) => Stored(call, ReportingCollections.Calls, call.Created);

    public static ReadModelDocument StoredCallDetailRecord(CallDocument call) =>
        Stored(call, ReportingCollections.CallDetailRecords, call.Ended ?? call.Created);

    private static ReadModelDocument Stored(CallDocument call, string collection, DateTimeOffset time)
    {
        var keys = new ReadModelKeys
        {
            Time = time,
            Dns = [call.Origin.Dn, call.Destination.Dn],
            Ani = call.Ani,
            Dnis = call.Dnis,
            CallUuid = call.CallUuid,
            State = WireName.Of(call.Progress),
        };
        return new ReadModelDocument(
            collection, call.CallUuid, keys, JsonSerializer.SerializeToUtf8Bytes(call, ReportingJson.Default.CallDocument));
    }
}
