using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace ActiveRecording.Console.Operators;

/// <summary>A sequence as lines of JSON, each sent as soon as it is there.</summary>
internal sealed class LineStream<T>(Func<CancellationToken, IAsyncEnumerable<T>> items, JsonTypeInfo<T> json) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var stop = httpContext.RequestAborted;
        httpContext.Response.ContentType = "application/x-ndjson; charset=utf-8";
        httpContext.Response.Headers.CacheControl = "no-store";
        await httpContext.Response.StartAsync(stop);
        try
        {
            await foreach (var item in items(stop))
            {
                await httpContext.Response.Body.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(item, json), (byte)'\n'], stop);
                await httpContext.Response.Body.FlushAsync(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            httpContext.Abort();
        }
    }
}
