using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActiveRecording.Operations;

namespace ActiveRecording.Cli;

/// <summary>A node over HTTP.</summary>
internal sealed class NodeClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly HttpClient http;
    private readonly Uri node;

    public NodeClient(Uri node, string? token)
    {
        this.node = node;
        http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = Patience, UseProxy = false })
        {
            BaseAddress = node,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (token is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public void Dispose() => http.Dispose();

    /// <summary>One answer.</summary>
    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> json, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await SendAsync(request, stop);
        return await ReadAsync(response, json, stop);
    }

    /// <summary>What the node says of its health; one that is not ready says it, too.</summary>
    public async Task<HealthReport> HealthAsync(CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, OperationsPaths.Health);
        using var response = await SendAsync(request, stop, also: HttpStatusCode.ServiceUnavailable);
        return await ReadAsync(response, OperationsJson.Default.HealthReport, stop);
    }

    /// <summary>One command.</summary>
    public async Task<NodeAnswer> PostAsync(string path, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        using var response = await SendAsync(request, stop);
        return await ReadAsync(response, OperationsJson.Default.NodeAnswer, stop);
    }

    /// <summary>Lines as they come, until the node or <paramref name="stop"/> ends them.</summary>
    public async IAsyncEnumerable<T> LinesAsync<T>(
        string path, JsonTypeInfo<T> json, [EnumeratorCancellation] CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await SendAsync(request, stop);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(stop));
        while (await NextLineAsync(reader, stop) is { } line)
            yield return JsonSerializer.Deserialize(line, json) ?? throw Strange();
    }

    private async Task<string?> NextLineAsync(StreamReader reader, CancellationToken stop)
    {
        try
        {
            return await reader.ReadLineAsync(stop);
        }
        catch (IOException exception)
        {
            throw new NodeException(ExitCode.Unreachable, $"The connection to {node} broke off: {exception.Message}", exception);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop, HttpStatusCode? also = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (response.IsSuccessStatusCode || response.StatusCode == also) return response;
            using (response) throw await RefusalAsync(response, patience.Token);
        }
        catch (HttpRequestException exception)
        {
            throw Unreachable(exception.Message, exception);
        }
        catch (OperationCanceledException exception) when (!stop.IsCancellationRequested)
        {
            throw Unreachable($"no answer within {Patience.TotalSeconds} s", exception);
        }
    }

    private async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> json, CancellationToken stop)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(json, stop) ?? throw Strange();
        }
        catch (JsonException exception)
        {
            throw Strange(exception);
        }
    }

    private async Task<NodeException> RefusalAsync(HttpResponseMessage response, CancellationToken stop)
    {
        var detail = await DetailAsync(response, stop) ?? $"{node} answered {(int)response.StatusCode} {response.ReasonPhrase}.";
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new NodeException(
                ExitCode.NotAuthorised, $"{detail} Give it by --token, {Connection.TokenVariable} or --token-file."),
            HttpStatusCode.NotFound => new NodeException(ExitCode.Unknown, detail),
            HttpStatusCode.Conflict or HttpStatusCode.BadRequest => new NodeException(ExitCode.Refused, detail),
            _ => new NodeException(ExitCode.Failed, detail),
        };
    }

    private static async Task<string?> DetailAsync(HttpResponseMessage response, CancellationToken stop)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json") return null;
        using var problem = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(stop));
        return problem.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() : null;
    }

    private NodeException Unreachable(string reason, Exception exception) => new(
        ExitCode.Unreachable,
        $"No node answers at {node} ({reason}). Does it run, and is this its http.address? Say --node URL, or set {Connection.NodeVariable}.",
        exception);

    private NodeException Strange(Exception? exception = null) => new(
        ExitCode.Failed, $"{node} answered what arctl does not understand; are both of the same version?", exception);
}
