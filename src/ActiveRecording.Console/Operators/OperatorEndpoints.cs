using ActiveRecording.Console.Endpoints;
using ActiveRecording.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace ActiveRecording.Console.Operators;

/// <summary>What <c>arctl</c> asks of a node, see <see cref="OperationsPaths"/>.</summary>
public static class OperatorEndpoints
{
    private const int MostEvents = 1_000;
    private const int LastEvents = 10;

    /// <param name="endpoints">Where to map; <see cref="ConsoleServices.AddConsole"/> was called for its services.</param>
    /// <param name="node">The node.</param>
    /// <param name="gate">Who may.</param>
    public static IEndpointRouteBuilder MapOperators(this IEndpointRouteBuilder endpoints, INodeOperations node, OperatorGate gate)
    {
        var all = endpoints.MapGroup("").AddEndpointFilter(gate).WithTags("Operations")
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        all.MapGet(OperationsPaths.Entities, async (CancellationToken stop) => TypedResults.Ok(await node.TypesAsync(stop)))
            .WithName("ListEntityTypes").WithSummary("The kinds of entities on this node.");
        all.MapGet(OperationsPaths.Entities + "/{type}", (string type, CancellationToken stop) => EntitiesAsync(node, type, stop))
            .WithName("ListEntities").WithSummary("The entities of a kind that are not over.");
        all.MapGet(OperationsPaths.Entity, (string id, int? last, CancellationToken stop) => EntityAsync(node, id, last, stop))
            .WithName("GetEntity").WithSummary("State and last events of one entity, as the journal tells them.");
        all.MapGet(OperationsPaths.Poison, (string? entity) => TypedResults.Ok(node.Poison(entity)))
            .WithName("ListPoison").WithSummary("The latest commands that made an entity of this node fail, oldest first.");
        all.MapGet(OperationsPaths.Journal, (string? stream, int? last, bool? follow) => Journal(node, stream, Count(last), follow ?? false))
            .WithName("TailJournal").WithSummary("Events, one JSON object per line; with follow=true as they are appended.");
        all.MapGet(OperationsPaths.Log, (int? last, bool? follow) => new LineStream<LogLine>(
                stop => node.LogAsync(Count(last), follow ?? false, stop), OperationsJson.Default.LogLine))
            .WithName("TailLog").WithSummary("The node's log, one JSON object per line; with follow=true as it is written.");
        all.MapGet(OperationsPaths.Shards, async (CancellationToken stop) => TypedResults.Ok(await node.ShardsAsync(stop)))
            .WithName("ListShards").WithSummary("The shards of the journal, who writes them, and what is in them.");
        all.MapGet(OperationsPaths.Cluster, () => TypedResults.Ok(node.Cluster))
            .WithName("GetCluster").WithSummary("Who is in the cluster, as this node knows it.");
        all.MapPost(OperationsPaths.Leave, async () => Answer(await node.LeaveAsync()))
            .WithName("LeaveCluster").WithSummary("Hands everything over to the others, then ends.");
        all.MapPost(OperationsPaths.Down, async ([FromQuery(Name = "node")] string member) => Answer(await node.DownAsync(member)))
            .WithName("DownMember").WithSummary("Deposes a member that does not answer.");
        all.MapPost(OperationsPaths.Drain, () => Answer(node.Drain()))
            .WithName("DrainNode").WithSummary("Takes no new calls and ends when those under way are over.");
        return endpoints;
    }

    private static int Count(int? last) => Math.Clamp(last ?? LastEvents, 0, MostEvents);

    private static IResult Journal(INodeOperations node, string? stream, int last, bool follow) =>
        stream?.IndexOf('/', StringComparison.Ordinal) is null or (> 0)
            ? new LineStream<JournalEvent>(stop => node.JournalAsync(stream, last, follow, stop), OperationsJson.Default.JournalEvent)
            : Problems.NoStream(stream);

    private static async Task<Results<Ok<IReadOnlyList<EntityEntry>>, ProblemHttpResult>> EntitiesAsync(
        INodeOperations node, string type, CancellationToken stop) =>
        await node.EntitiesAsync(type, stop) is { } entities ? TypedResults.Ok(entities) : Problems.NoEntityType(type);

    private static async Task<Results<Ok<Entity>, ProblemHttpResult>> EntityAsync(
        INodeOperations node, string id, int? last, CancellationToken stop) => await node.FindAsync(id, Count(last), stop) switch
        {
            [] => Problems.NoEntity(id),
            [var entity] => TypedResults.Ok(entity),
            var several => Problems.SeveralEntities(id, several),
        };

    private static Results<Accepted<NodeAnswer>, ProblemHttpResult> Answer(CommandOutcome outcome) => outcome.Kind switch
    {
        OutcomeKind.Accepted => TypedResults.Accepted((string?)null, new NodeAnswer(outcome.Message)),
        OutcomeKind.Refused => Problems.NotNow(outcome.Message),
        _ => Problems.NoMember(outcome.Message),
    };
}
