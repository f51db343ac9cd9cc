using ActiveRecording.Domain.Calls;
using ActiveRecording.Operations;
using ActiveRecording.Reporting.Documents;
using Call = ActiveRecording.Operations.Call;
using CallRecording = ActiveRecording.Operations.CallRecording;
using CallState = ActiveRecording.Operations.CallState;

namespace ActiveRecording.Console.Mapping;

/// <summary>A call's document as the API shows it.</summary>
internal static class CallMapping
{
    private const string Origination = "origination";
    private const string Destination = "destination";

    public static Call Of(CallDocument call) => new()
    {
        CallUuid = call.CallUuid,
        ConnId = call.ConnId,
        State = StateOf(call.Progress),
        Ani = call.Ani,
        Dnis = call.Dnis,
        Parties = [PartyOf(Origination, call.Origin), PartyOf(Destination, call.Destination)],
        Created = call.Created,
        Answered = call.Answered,
        Ended = call.Ended,
        Recordings = RecordingsOf(call),
    };

    public static CallDetailRecord CallDetailRecordOf(CallDocument call)
    {
        var ended = call.Ended ?? call.Created;
        return new CallDetailRecord
        {
            CallUuid = call.CallUuid,
            ConnId = call.ConnId,
            Ani = call.Ani,
            Dnis = call.Dnis,
            OriginationDn = call.Origin.Dn,
            DestinationDn = call.Destination.Dn,
            Created = call.Created,
            Answered = call.Answered,
            Ended = ended,
            SetupSeconds = Seconds((call.Answered ?? ended) - call.Created),
            TalkSeconds = call.Answered is { } answered ? Seconds(ended - answered) : 0,
            Cause = call.Cause is { } cause ? WireName.Of(cause) : "",
            SipStatus = call.Status ?? 0,
            EndedBy = call.EndedBy switch
            {
                LegId.Origin => Origination,
                LegId.Destination => Destination,
                _ => null,
            },
            Recordings = RecordingsOf(call),
        };
    }

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);

    private static CallParty PartyOf(string role, Party party) =>
        new(role, party.Dn, WireName.Of(party.Kind), party.Number);

    private static CallRecording[] RecordingsOf(CallDocument call) => call.Recording is { } last
        ? [.. (call.EarlierRecordings ?? []).Append(last).Select(RecordingOf)]
        : [];

    private static CallRecording RecordingOf(CallRecordingDocument recording) =>
        new(recording.Id, recording.RecordDn, StateOf(recording.State), recording.Reason);

    private static string StateOf(SwitchView view) => view == SwitchView.Unasked ? "planned" : WireName.Of(view);

    private static CallState StateOf(CallProgress progress) => progress switch
    {
        CallProgress.Placed => CallState.Placed,
        CallProgress.Ringing => CallState.Ringing,
        CallProgress.Answered => CallState.Answered,
        _ => CallState.Ended,
    };
}
