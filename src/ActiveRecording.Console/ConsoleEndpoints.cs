using ActiveRecording.Console.Endpoints;
using ActiveRecording.Reporting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActiveRecording.Console;

/// <summary>The HTTP API and the page for people.</summary>
public static class ConsoleEndpoints
{
    /// <param name="endpoints">Where to map; <see cref="ConsoleServices.AddConsole"/> was called for its services.</param>
    /// <param name="queries">The read models.</param>
    /// <param name="pathOf">The path of a recording's file by its name.</param>
    /// <param name="calls">The switch; null on a node without one.</param>
    public static IEndpointRouteBuilder MapConsole(
        this IEndpointRouteBuilder endpoints, ReportingQueries queries, Func<string, string> pathOf, ICallControl? calls = null)
    {
        var api = endpoints.MapGroup("/api").ProducesProblem(StatusCodes.Status400BadRequest);
        new RecordingEndpoints(queries, pathOf).Map(api);
        new CallEndpoints(queries).Map(api);
        new CallControlEndpoints(calls).Map(api);
        endpoints.MapOpenApi("/openapi/{documentName}.json");
        ConsolePages.Map(endpoints);
        return endpoints;
    }
}
