using ActiveRecording.Domain.Calls;
using ActiveRecording.Reporting.Documents;

namespace ActiveRecording.Reporting.Projections;

/// <summary>What a call's events make of its recording's document.</summary>
internal static class SwitchProjection
{
    private const string SipServer = "sip-server";

    /// <summary>The recording an event tells of, null if it tells of none.</summary>
    public static string? RecordingOf(CallEvent @event) => @event switch
    {
        CallRecordingRequested asked => asked.Parameters.Id,
        CallRecordingStarted started => started.RecordingId,
        CallRecordingEnded ended => ended.RecordingId,
        CallRecordingFailed failed => failed.RecordingId,
        _ => null,
    };

    /// <param name="recording">Null when nobody told of it before.</param>
    /// <param name="call">The call after the event.</param>
    /// <param name="event">An event that tells of the recording.</param>
    public static RecordingDocument Apply(RecordingDocument? recording, CallDocument call, CallEvent @event)
    {
        var known = Describe(recording, call, RecordingOf(@event)!, @event.At);
        return @event switch
        {
            CallRecordingRequested => Now(SwitchView.Requested),
            CallRecordingStarted => Now(SwitchView.On),
            CallRecordingEnded => Now(SwitchView.Off),
            CallRecordingFailed failed => Now(SwitchView.Failed, failed.Reason),
            _ => known,
        };

        RecordingDocument Now(SwitchView view, string? reason = null) =>
            known.Told(@event.At, WireName.Of(view), SipServer, reason)
                with { Switch = view, SwitchReason = reason ?? known.SwitchReason };
    }

    private static RecordingDocument Describe(RecordingDocument? recording, CallDocument call, string id, DateTimeOffset at)
    {
        var recordDn = call.Recording!.RecordDn;
        var originRecorded = string.Equals(recordDn, call.Origin.Dn, StringComparison.Ordinal);
        var known = recording ?? new RecordingDocument { Id = id, Requested = at };
        return known with
        {
            Requested = at < known.Requested ? at : known.Requested,
            CallUuid = call.CallUuid,
            ConnId = call.ConnId,
            RecordDn = recordDn,
            OtherDn = originRecorded ? call.Destination.Dn : call.Origin.Dn,
            Ani = call.Ani,
            Dnis = call.Dnis,
        };
    }
}
