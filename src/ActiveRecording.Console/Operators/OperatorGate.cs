using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ActiveRecording.Console.Operators;

/// <summary>Lets operators in who bear the node's token (RFC 6750 §2.1), from this machine unless others are allowed.</summary>
/// <param name="token">The node's.</param>
/// <param name="allowRemote">Whether operators may come from other machines.</param>
public sealed class OperatorGate(string token, bool allowRemote) : IEndpointFilter
{
    private const string Scheme = "Bearer ";
    private readonly byte[] expected = SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!allowRemote && http.Connection.RemoteIpAddress is { } remote && !IPAddress.IsLoopback(remote))
        {
            return TypedResults.Problem(
                "Operators are heard from this machine only, unless operations.remote says otherwise.", title: "Not from here",
                statusCode: StatusCodes.Status403Forbidden);
        }

        if (Bears(http.Request.Headers.Authorization.ToString())) return await next(context);
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return TypedResults.Problem(
            "The token is missing or wrong; it is the node's operations.token, or stands in its operations.token-file.",
            title: "Not authorised", statusCode: StatusCodes.Status401Unauthorized);
    }

    /// <summary>Takes as long for a wrong token as for the right one: hashes of equal length are compared to the end.</summary>
    private bool Bears(string authorization) =>
        authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(authorization[Scheme.Length..].Trim())), expected);
}
