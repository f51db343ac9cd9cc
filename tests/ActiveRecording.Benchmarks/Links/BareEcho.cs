using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace ActiveRecording.Benchmarks.Links;

/// <summary>A WebSocket whose other end says everything back.</summary>
internal sealed class BareEcho : IAsyncDisposable
{
    private const int MessageBytes = 100;
    private readonly WebApplication web;
    private readonly ClientWebSocket socket = new();
    private readonly ConcurrentQueue<TaskCompletionSource> waiting = new();
    private readonly SemaphoreSlim sending = new(1);

    private BareEcho(WebApplication web) => this.web = web;

    public static async Task<BareEcho> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var echo = new BareEcho(builder.Build());
        echo.web.UseWebSockets();
        echo.web.Run(async context =>
        {
            using var accepted = await context.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[4_096];
            while (await accepted.ReceiveAsync(buffer.AsMemory(), default) is { MessageType: WebSocketMessageType.Binary } got)
                await accepted.SendAsync(buffer.AsMemory(0, got.Count), WebSocketMessageType.Binary, true, default);
        });
        await echo.web.StartAsync();
        await echo.socket.ConnectAsync(new Uri($"ws://{new Uri(echo.web.Urls.Single()).Authority}/"), default);
        _ = echo.ReceiveAsync();
        return echo;
    }

    public async Task AskAsync(int number)
    {
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await sending.WaitAsync();
        waiting.Enqueue(answered);
        await socket.SendAsync(new byte[MessageBytes], WebSocketMessageType.Binary, true, default);
        sending.Release();
        await answered.Task;
    }

    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        sending.Dispose();
        await web.DisposeAsync();
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[4_096];
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), default)).MessageType == WebSocketMessageType.Binary)
            {
                if (waiting.TryDequeue(out var answered)) answered.SetResult();
            }
        }
        catch (WebSocketException)
        {
            // The end of the run.
        }
    }
}
