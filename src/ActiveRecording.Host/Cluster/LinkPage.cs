using System.Net;
using System.Security.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace ActiveRecording.Host.Cluster;

/// <summary>Where other nodes connect.</summary>
internal static class LinkPage
{
    /// <summary>Listens for other nodes; with certificates, only for those that show one of the cluster's.</summary>
    public static void ListenForLinks(this KestrelServerOptions kestrel, IPEndPoint address, LinkCertificates? certificates) =>
        kestrel.Listen(address, listen =>
        {
            if (certificates is null) return;
            listen.UseHttps(new HttpsConnectionAdapterOptions
            {
                ServerCertificate = certificates.Own,
                ClientCertificateMode = ClientCertificateMode.RequireCertificate,
                SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                ClientCertificateValidation = (certificate, _, _) => certificates.Trusts(certificate),
            });
        });

    /// <summary>Nothing but links is served at the address for them, and links nowhere else. Before all other pages.</summary>
    public static void SeparateClusterLinks(this WebApplication web, IPEndPoint address) =>
        web.Use((context, next) => Belongs(context, address.Port) ? next(context) : NotHere(context));

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

    private static bool Belongs(HttpContext context, int port) =>
        context.Connection.LocalPort == port == (context.Request.Path == LinkSocket.Path);

    private static Task NotHere(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
