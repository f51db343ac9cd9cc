using ActiveRecording.Actors;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Domain.Recordings;
using ActiveRecording.EventSourcing;
using ActiveRecording.SipServer.Calls;

namespace ActiveRecording.SystemTests.Faults;

/// <summary>Reads calls from the journal.</summary>
internal static class RecordedCalls
{
    private static readonly JournalCodec<CallEvent> CallCodec = SwitchedCallJournal.Codec();
    private static readonly JournalCodec<RecordingEvent> RecordingCodec = new(RecordingJournal.Default);

    /// <summary>All calls of a journal.</summary>
    public static IReadOnlyList<RecordedCall> Read(IReadOnlyList<StoredEvent> events)
    {
        var files = events.Where(stored => stored.Stream.Category == "recording")
            .Select(stored => RecordingCodec.Decode(stored.Data))
            .OfType<RecordingSealed>()
            .ToLookup(made => made.Call.CallUuid, made => made.File, StringComparer.Ordinal);
        return
        [
            .. events.Where(stored => stored.Stream.Category == "call")
                .GroupBy(stored => stored.Stream.Id, stored => CallCodec.Decode(stored.Data), StringComparer.Ordinal)
                .Select(call => call.Aggregate(
                    new RecordedCall { CallUuid = call.Key, File = files[call.Key].FirstOrDefault() }, Evolve)),
        ];
    }

    private static RecordedCall Evolve(RecordedCall call, CallEvent @event) => @event switch
    {
        CallCreated created => call with { Planned = created.Recording is not null, Dnis = created.Dnis },
        CallAnswered answered => call with { Answered = answered.At },
        CallRecordingRequested requested => call with { Requested = requested.At },
        CallRecordingEnded stopped => call with { Stopped = stopped.At },
        CallRecordingFailed failed => call with { Failure = failed.Reason },
        CallEnded ended => call with { Ended = ended.At },
        _ => call,
    };
}
