using System.Text.Json.Serialization;
using ActiveRecording.Actors;
using ActiveRecording.Domain.Calls;

namespace ActiveRecording.SipServer.Calls;

/// <summary>The stored form of what the room adds to a call's stream, and of a call's snapshots.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(SessionDescriptionText)])]
[JsonSerializable(typeof(CallRouted))]
[JsonSerializable(typeof(DialogChanged))]
[JsonSerializable(typeof(DialogMoved))]
[JsonSerializable(typeof(SessionTimerSet))]
[JsonSerializable(typeof(RequestAnswered))]
[JsonSerializable(typeof(RequestPassedOn))]
[JsonSerializable(typeof(SwitchedCallSnapshot))]
public sealed partial class SwitchedCallJournal : JsonSerializerContext
{
    /// <summary>Encodes and decodes the whole stream: the domain's events and the room's.</summary>
    public static JournalCodec<CallEvent> Codec() => new(
        [
            .. JournalCodec<CallEvent>.TypesOf<CallEvent>(), typeof(CallRouted), typeof(DialogChanged), typeof(DialogMoved),
            typeof(SessionTimerSet), typeof(RequestAnswered), typeof(RequestPassedOn),
        ],
        Default,
        CallJournal.Default);
}
