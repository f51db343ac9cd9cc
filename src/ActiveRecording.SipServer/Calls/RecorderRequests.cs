using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Msml;

namespace ActiveRecording.SipServer.Calls;

/// <summary>
/// MSML towards the Media Server, in INFO on the caller's media leg: one request creates the conference with its recorder
/// and joins both connections, named by the Media Server's tags.
/// </summary>
internal static class RecorderRequests
{
    private static readonly MsmlList<MsmlStream> AllMedia = [new("audio"), new("video")];

    public static void Start(SipTurn turn, RecorderParameters parameters)
    {
        if (Request(turn, parameters) is { } request) Send(turn, request);
    }

    /// <summary>Ends the recording, by when it ended: the INFO may have to be repeated.</summary>
    public static void Stop(SipTurn turn) =>
        Send(turn, new MsmlRequest([new DestroyConference($"conf:{Conference(turn.Call)}")]), turn.State.Call.RecordingEndedAt);

    /// <summary>The body that starts a recorder; null without both media legs.</summary>
    public static MsmlRequest? Request(SipTurn turn, RecorderParameters parameters)
    {
        if (turn[LegId.OriginMedia] is not { } first || turn[LegId.DestinationMedia] is not { } second) return null;
        var conference = Conference(turn.Call);
        return new MsmlRequest(
        [
            new CreateConference(conference, new MsmlRecorder(Describe(parameters)), Term: false, VideoByRole: true),
            new Join($"conn:{first.Dialog.RemoteTag}", $"conf:{conference}", AllMedia),
            new Join($"conn:{second.Dialog.RemoteTag}", $"conf:{conference}", AllMedia),
        ]);
    }

    public static void SetBody(SipRequest info, CallRouted routing, MsmlRequest body) =>
        info.SetBody(routing.MsmlContentType, body.ToBytes());

    private static string Conference(CallCreated call) => $"{call.Identity.ConferenceId}_record";

    private static void Send(SipTurn turn, MsmlRequest body, DateTimeOffset? endedAt = null) =>
        turn.Send(LegId.OriginMedia, SipMethod.Info, info =>
        {
            info.CallEnded = endedAt;
            SetBody(info, turn.Routing, body);
        });

    private static MsmlList<MsmlParameter> Describe(RecorderParameters parameters) =>
    [
        new("id", parameters.Id),
        new("recordDN", parameters.RecordDn),
        new("dn", parameters.Dn),
        new("otherDN", parameters.OtherDn),
        new("callUuid", parameters.CallUuid),
        new("connId", parameters.ConnId),
        new("ani", parameters.Ani),
        new("dnis", parameters.Dnis),
        new("dateTime", UtcInstant.ToText(parameters.AnsweredAt)),
        new("filename", parameters.FileName),
        .. parameters.Segment is { } segment ? [new MsmlParameter("segment", $"{segment}")] : Array.Empty<MsmlParameter>(),
    ];
}
