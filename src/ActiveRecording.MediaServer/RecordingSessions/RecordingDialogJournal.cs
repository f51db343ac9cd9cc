using System.Text.Json.Serialization;
using ActiveRecording.Actors;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Domain.RecordingSessions;

namespace ActiveRecording.MediaServer.RecordingSessions;

/// <summary>The stored form of the dialog's events, beside those of the session, and of its snapshots.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(SessionDescriptionText)])]
[JsonSerializable(typeof(RecorderRequestSent))]
[JsonSerializable(typeof(RecorderDialogChanged))]
[JsonSerializable(typeof(RecordingSessionSnapshot))]
public sealed partial class RecordingDialogJournal : JsonSerializerContext
{
    /// <summary>Reads and writes the stream of a recording session.</summary>
    public static JournalCodec<object> Codec() => new(
        [
            .. JournalCodec<object>.TypesOf<RecordingSessionEvent>(),
            typeof(RecorderRequestSent), typeof(RecorderDialogChanged),
        ],
        RecordingSessionJournal.Default, Default);
}
