using ActiveRecording.Domain.Calls;
using ActiveRecording.Reporting.Documents;

namespace ActiveRecording.Reporting.Projections;

/// <summary>What a call's events make of its document.</summary>
internal static class CallProjection
{
    /// <param name="call">Null before the first event.</param>
    /// <param name="event">The next event.</param>
    /// <returns>Null for events without a call: the stream does not begin with its creation.</returns>
    public static CallDocument? Apply(CallDocument? call, CallEvent @event) => (call, @event) switch
    {
        (_, CallCreated created) => Create(created),
        (null, _) => null,
        (_, CalleeInvited) => call with { Progress = CallProgress.Ringing },
        (_, CallAnswered answered) => call with { Progress = CallProgress.Answered, Answered = answered.At },
        (_, CallEnded ended) => call with
        {
            Progress = CallProgress.Ended, Ended = ended.At, Cause = ended.Cause, Status = ended.Status, EndedBy = ended.By,
        },
        (_, CallRecordingOrdered { Order: var order }) => With(call, order.RecordingId, order.Plan.RecordDn, SwitchView.Unasked),
        (_, CallRecordingRequested asked) =>
            With(call, asked.Parameters.Id, asked.Parameters.RecordDn, SwitchView.Requested),
        (_, CallRecordingStarted started) => With(call, started.RecordingId, started.RecordDn, SwitchView.On),
        (_, CallRecordingEnded over) => With(call, over.RecordingId, over.RecordDn, SwitchView.Off),
        (_, CallRecordingFailed failed) =>
            With(call, failed.RecordingId, failed.RecordDn, SwitchView.Failed, failed.Reason),
        _ => call,
    };

    private static CallDocument Create(CallCreated created) => new()
    {
        CallUuid = created.Identity.CallUuid,
        ConnId = created.Identity.ConnId,
        Ani = created.Ani,
        Dnis = created.Dnis,
        Origin = created.Origin,
        Destination = created.Destination,
        Progress = CallProgress.Placed,
        Created = created.At,
        Recording = created.Recording is { } plan
            ? new CallRecordingDocument(created.Identity.RecordingId, plan.RecordDn, SwitchView.Unasked, null)
            : null,
    };

    private static CallDocument With(CallDocument call, string id, string dn, SwitchView state, string? reason = null) => call with
    {
        Recording = new CallRecordingDocument(id, dn, state, reason),
        EarlierRecordings = call.Recording is { } last && last.Id != id ? [.. call.EarlierRecordings ?? [], last] : call.EarlierRecordings,
    };
}
