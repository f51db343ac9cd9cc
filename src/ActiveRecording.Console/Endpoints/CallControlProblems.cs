using ActiveRecording.Domain.Calls;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ActiveRecording.Console.Endpoints;

/// <summary>Why a recording is not started or stopped, as problem details (RFC 9457).</summary>
internal static class CallControlProblems
{
    public static ProblemHttpResult BadCommand() => TypedResults.Problem(
        "The body is {\"action\":\"start\",\"dn\":\"1003\"} or {\"action\":\"stop\"}; dn is a party of the call.",
        title: "Bad command", statusCode: StatusCodes.Status400BadRequest);

    public static ProblemHttpResult NoSwitch() => TypedResults.Problem(
        "This node runs no sip-server; ask one that does.", title: "No switch", statusCode: StatusCodes.Status503ServiceUnavailable);

    public static ProblemHttpResult Silent(string callUuid) => TypedResults.Problem(
        $"Call '{callUuid}' does not answer; whether its recording started is told by GET /api/calls/{callUuid}.",
        title: "No answer", statusCode: StatusCodes.Status503ServiceUnavailable);

    public static ProblemHttpResult Of(RecordingRefusal refusal, string callUuid, string? dn) => refusal switch
    {
        RecordingRefusal.UnknownCall => Problems.NoCall(callUuid),
        RecordingRefusal.NotAParty => TypedResults.Problem(
            $"'{dn}' is no party of call '{callUuid}'.", title: "Unknown party", statusCode: StatusCodes.Status404NotFound),
        RecordingRefusal.NotAnswered => Conflict("Not answered", $"Call '{callUuid}' is not answered yet."),
        RecordingRefusal.CallOver => Conflict("Call over", $"Call '{callUuid}' is over."),
        RecordingRefusal.AlreadyRecording => Conflict("Already recording", $"Call '{callUuid}' is being recorded, or about to be."),
        RecordingRefusal.NotRecording => Conflict("Not recording", $"Call '{callUuid}' is not being recorded."),
        RecordingRefusal.NoMediaServer => TypedResults.Problem(
            $"No Media Server takes the parties of call '{callUuid}'; the call goes on without a recording.",
            title: "No Media Server", statusCode: StatusCodes.Status503ServiceUnavailable),
        _ => Conflict("Busy", $"The parties of call '{callUuid}' are agreeing on something else; try again in a few seconds."),
    };

    private static ProblemHttpResult Conflict(string title, string detail) =>
        TypedResults.Problem(detail, title: title, statusCode: StatusCodes.Status409Conflict);
}
