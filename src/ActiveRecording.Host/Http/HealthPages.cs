using ActiveRecording.Host.Metrics;
using ActiveRecording.Host.Nodes;
using ActiveRecording.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActiveRecording.Host.Http;

/// <summary>Liveness, readiness with reasons and with what is amiss although the node works, metrics.</summary>
internal static class HealthPages
{
    public static void MapHealthPages(this IEndpointRouteBuilder routes, Node node, MetricsPage metrics)
    {
        routes.MapGet("/health/live", static context => WriteAsync(context, new HealthReport("live", [], null)));
        routes.MapGet("/health/ready", context => WriteAsync(context, Report(node.Readiness.Reasons, node.Degraded)));
        routes.MapGet("/metrics", context =>
        {
            context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
            return context.Response.WriteAsync(metrics.Render(), context.RequestAborted);
        });
    }

    /// <summary>One call that cannot go on takes no node out of service, so what is degraded leaves it ready.</summary>
    private static HealthReport Report(IReadOnlyList<string> reasons, IReadOnlyList<string> degraded) =>
        new(reasons.Count == 0 ? "ready" : "not ready", reasons, degraded.Count == 0 ? null : degraded);

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.StatusCode = report.Reasons.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(report, OperationsJson.Default.HealthReport, cancellationToken: context.RequestAborted);
    }
}
