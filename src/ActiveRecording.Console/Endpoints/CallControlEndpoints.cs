using ActiveRecording.Domain.Calls;
using ActiveRecording.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActiveRecording.Console.Endpoints;

/// <summary><c>POST /api/calls/{callUuid}/recording</c>.</summary>
/// <param name="calls">Null on a node without a switch.</param>
internal sealed class CallControlEndpoints(ICallControl? calls)
{
    private const string Start = "start";
    private const string Stop = "stop";

    public void Map(RouteGroupBuilder api) => api.MapPost("/calls/{callUuid}/recording", CommandAsync)
        .WithName("CommandCallRecording").WithTags("Calls")
        .WithSummary("Starts or stops the recording of a call in conversation; a call whose media is direct is led through a Media Server.")
        .Produces<RecordingCommandResult>(StatusCodes.Status200OK)
        .Produces<RecordingCommandResult>(StatusCodes.Status202Accepted)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private async Task<IResult> CommandAsync(string callUuid, RecordingCommand? command)
    {
        if (command is not { Action: Start, Dn.Length: > 0 } and not { Action: Stop, Dn: null or { Length: > 0 } })
            return CallControlProblems.BadCommand();
        if (calls is null) return CallControlProblems.NoSwitch();
        try
        {
            return Of(command.Action == Start
                ? await calls.StartRecordingAsync(callUuid, command.Dn!)
                : await calls.StopRecordingAsync(callUuid, command.Dn));
        }
        catch (TimeoutException)
        {
            return CallControlProblems.Silent(callUuid);
        }

        IResult Of(RecordingAnswer answer) => answer switch
        {
            RecordingAnswer.Begun begun => TypedResults.Accepted(
                $"/api/recordings/{begun.RecordingId}", new RecordingCommandResult(begun.RecordingId, "requested")),
            RecordingAnswer.Stopped stopped => TypedResults.Ok(new RecordingCommandResult(stopped.RecordingId, "off")),
            RecordingAnswer.Refused refused => CallControlProblems.Of(refused.Refusal, callUuid, command!.Dn),
            _ => throw new InvalidOperationException($"There is no such answer: {answer}."),
        };
    }
}
