using System.Text.Json;
using System.Text.Json.Serialization;
using ActiveRecording.Host.Metrics;
using ActiveRecording.Host.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActiveRecording.Host.Http;

/// <summary>Liveness, readiness with reasons, metrics.</summary>
internal static class HealthPages
{
    public static void MapHealthPages(this IEndpointRouteBuilder routes, Readiness readiness, MetricsPage metrics)
    {
        routes.MapGet("/health/live", static context => WriteAsync(context, new HealthReport("live", [])));
        routes.MapGet("/health/ready", context => WriteAsync(context, Report(readiness.Reasons)));
        routes.MapGet("/metrics", context =>
        {
            context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
            return context.Response.WriteAsync(metrics.Render(), context.RequestAborted);
        });
    }

    private static HealthReport Report(IReadOnlyList<string> reasons) =>
        new(reasons.Count == 0 ? "ready" : "not ready", reasons);

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.StatusCode = report.Reasons.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(report, HealthJson.Default.HealthReport, cancellationToken: context.RequestAborted);
    }
}

/// <summary>The body of a health page.</summary>
/// <param name="Status">live, ready or not ready.</param>
/// <param name="Reasons">Why not ready.</param>
internal sealed record HealthReport(string Status, IReadOnlyList<string> Reasons);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(HealthReport))]
internal sealed partial class HealthJson : JsonSerializerContext;
