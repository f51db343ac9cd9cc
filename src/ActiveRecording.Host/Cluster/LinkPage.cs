using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ActiveRecording.Host.Cluster;

/// <summary>Where other nodes connect.</summary>
internal static class LinkPage
{
    /// <summary>Accepts links; what else comes here is answered 400.</summary>
    public static void MapClusterLinks(this WebApplication web, WebSocketNodeLinks links)
    {
        web.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        web.Map(LinkSocket.Path, async context =>
        {
            if (!context.WebSockets.IsWebSocketRequest)
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }

            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await links.AcceptAsync(socket, $"{context.Connection.RemoteIpAddress}", context.RequestAborted);
        });
    }
}
