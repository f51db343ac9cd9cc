using ActiveRecording.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ActiveRecording.Console.Endpoints;

/// <summary>What is answered instead (RFC 9457).</summary>
internal static class Problems
{
    public static ProblemHttpResult NoRecording(string id) => TypedResults.Problem(
        $"There is no recording '{id}'; GET /api/recordings lists those there are.", title: "Unknown recording",
        statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult NoCall(string callUuid) => TypedResults.Problem(
        $"There is no call '{callUuid}'; GET /api/calls lists those there are.", title: "Unknown call",
        statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult NoAudio(string id, string? reason) => TypedResults.Problem(
        $"Recording '{id}' has no audio: it failed{(reason is null ? "" : $" ({reason})")}.", title: "No audio",
        statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult NoFile(string id, string name) => TypedResults.Problem(
        $"Recording '{id}' has no file '{name}'; GET /api/recordings/{id} lists those it has.", title: "Unknown file",
        statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult NotSealed(string id, string state) => TypedResults.Problem(
        $"Recording '{id}' is not sealed yet; its state is '{state}'.", title: "Not sealed yet",
        statusCode: StatusCodes.Status409Conflict);

    public static ProblemHttpResult FileMissing(string id, string file) => TypedResults.Problem(
        $"Recording '{id}' was sealed as '{file}', but the file is not in the recordings folder any more.",
        title: "File missing", statusCode: StatusCodes.Status410Gone);

    public static ProblemHttpResult NoEntityType(string type) => TypedResults.Problem(
        $"There are no entities of type '{type}' on this node; 'arctl entities' lists the types.",
        title: "Unknown type", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult NoEntity(string id) => TypedResults.Problem(
        $"The journal knows no entity '{id}'; 'arctl entities TYPE' lists those that are not over.",
        title: "Unknown entity", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult NoStream(string stream) => TypedResults.Problem(
        $"'{stream}' is no entity of the journal; they are called TYPE/ID, for example dn/1001.", title: "Not an entity",
        statusCode: StatusCodes.Status400BadRequest);

    public static ProblemHttpResult SeveralEntities(string id, IReadOnlyList<Entity> several) => TypedResults.Problem(
        $"'{id}' is {string.Join(" and ", several.Select(entity => $"{entity.Type}/{entity.Id}"))}; say which.",
        title: "Several entities", statusCode: StatusCodes.Status409Conflict);

    public static ProblemHttpResult NoMember(string message) =>
        TypedResults.Problem(message, title: "Unknown member", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult NotNow(string message) =>
        TypedResults.Problem(message, title: "Not possible", statusCode: StatusCodes.Status409Conflict);
}
