using ActiveRecording.Console.Mapping;
using ActiveRecording.Operations;
using ActiveRecording.Reporting;
using ActiveRecording.Reporting.Documents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace ActiveRecording.Console.Endpoints;

/// <summary><c>/api/calls</c> and <c>/api/cdrs</c>.</summary>
internal sealed class CallEndpoints(ReportingQueries queries)
{
    public void Map(RouteGroupBuilder api)
    {
        var calls = api.MapGroup("/calls").WithTags("Calls");
        calls.MapGet("", ListAsync).WithName("ListCalls")
            .WithSummary("Live and past calls, newest first; state=answered are those in conversation.");
        calls.MapGet("/{callUuid}", FindAsync).WithName("GetCall")
            .WithSummary("Parties and recording state of one call.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/cdrs", ListCallDetailRecordsAsync).WithName("ListCallDetailRecords").WithTags("Call detail records")
            .WithSummary("One record per ended call, the last one ended first.");
    }

    private async Task<Results<Ok<Page<Call>>, ValidationProblem>> ListAsync(
        [AsParameters] ListParameters parameters, CancellationToken stop)
    {
        if (!ListQuery.TryRead<CallProgress>(parameters, out var filter, out var problem)) return problem;
        var page = await queries.CallsAsync(filter, stop);
        return TypedResults.Ok(new Page<Call>([.. page.Items.Select(CallMapping.Of)], page.Next?.ToString()));
    }

    private async Task<Results<Ok<Call>, ProblemHttpResult>> FindAsync(string callUuid, CancellationToken stop) =>
        await queries.CallAsync(callUuid, stop) is { } call ? TypedResults.Ok(CallMapping.Of(call)) : Problems.NoCall(callUuid);

    private async Task<Results<Ok<Page<CallDetailRecord>>, ValidationProblem>> ListCallDetailRecordsAsync(
        [AsParameters] ListParameters parameters, CancellationToken stop)
    {
        if (!ListQuery.TryRead<CallProgress>(parameters, out var filter, out var problem)) return problem;
        var page = await queries.CallDetailRecordsAsync(filter, stop);
        return TypedResults.Ok(new Page<CallDetailRecord>(
            [.. page.Items.Select(CallMapping.CallDetailRecordOf)], page.Next?.ToString()));
    }
}
