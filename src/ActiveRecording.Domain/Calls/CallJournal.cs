using System.Text.Json;
using System.Text.Json.Serialization;
using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.Calls;

/// <summary>The stored form of a call's events: JSON, enumerations by name, descriptions as their text.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(SessionDescriptionText)])]
[JsonSerializable(typeof(CallCreated))]
[JsonSerializable(typeof(MediaLegInvited))]
[JsonSerializable(typeof(MediaLegOpened))]
[JsonSerializable(typeof(MediaLegLost))]
[JsonSerializable(typeof(AnchorLost))]
[JsonSerializable(typeof(CalleeInvited))]
[JsonSerializable(typeof(CalleeRinging))]
[JsonSerializable(typeof(CallAnswered))]
[JsonSerializable(typeof(LegDropped))]
[JsonSerializable(typeof(LegConfirmed))]
[JsonSerializable(typeof(OfferSent))]
[JsonSerializable(typeof(OfferAccepted))]
[JsonSerializable(typeof(OfferRefused))]
[JsonSerializable(typeof(AnswerSent))]
[JsonSerializable(typeof(OfferReceived))]
[JsonSerializable(typeof(OfferAnswered))]
[JsonSerializable(typeof(OfferDeclined))]
[JsonSerializable(typeof(CallRecordingRequested))]
[JsonSerializable(typeof(CallRecordingStarted))]
[JsonSerializable(typeof(CallRecordingFailed))]
[JsonSerializable(typeof(CallRecordingEnded))]
[JsonSerializable(typeof(CallRecordingOrdered))]
[JsonSerializable(typeof(PartyMoveBegun))]
[JsonSerializable(typeof(PartyMoved))]
[JsonSerializable(typeof(PartyMovePaused))]
[JsonSerializable(typeof(InsertionFailed))]
[JsonSerializable(typeof(PartyRestored))]
[JsonSerializable(typeof(PartyRestorePaused))]
[JsonSerializable(typeof(MediaServerInserted))]
[JsonSerializable(typeof(CallEnded))]
[JsonSerializable(typeof(LegClosed))]
public sealed partial class CallJournal : JsonSerializerContext;

/// <summary>A session description as its text.</summary>
public sealed class SessionDescriptionText : JsonConverter<SessionDescription>
{
    /// <inheritdoc/>
    public override SessionDescription Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        SessionDescription.TryParse(reader.GetString(), out var description)
            ? description
            : throw new JsonException("The stored session description is malformed.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SessionDescription value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
