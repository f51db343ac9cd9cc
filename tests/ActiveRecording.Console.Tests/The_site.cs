using System.Net;

namespace ActiveRecording.Console.Tests;

public sealed class The_site : IAsyncLifetime
{
    private readonly Site site = new();

    public async ValueTask InitializeAsync() => await site.StartAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Describes_itself()
    {
        var document = await site.GetAsync("/openapi/v1.json");

        Assert.Equal(
            [
                "/api/calls", "/api/calls/{callUuid}", "/api/calls/{callUuid}/recording", "/api/cdrs", "/api/recordings", "/api/recordings/{id}",
                "/api/recordings/{id}/audio", "/api/recordings/{id}/files/{name}",
            ],
            document["paths"]!.AsObject().Select(path => path.Key).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["from", "to", "dn", "ani", "dnis", "callUuid", "state", "limit", "cursor"],
            document["paths"]!["/api/recordings"]!["get"]!["parameters"]!.AsArray().Select(parameter => (string)parameter!["name"]!));
        Assert.Equal("date-time", (string)document["components"]!["schemas"]!["Recording"]!["properties"]!["start"]!["format"]!);
        var states = document["components"]!["schemas"]!["RecordingState"]!["enum"]!.AsArray().Select(state => (string)state!);
        Assert.Equal(["requested", "recording", "sealing", "sealed", "failed"], states);
    }

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/console.css", "text/css")]
    [InlineData("/console.js", "text/javascript")]
    public async Task Has_a_page_that_takes_nothing_from_elsewhere(string path, string type)
    {
        using var response = await site.SendAsync(HttpMethod.Get, path);

        Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("https://", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_an_unknown_path_with_a_problem()
    {
        var problem = await site.GetAsync("/api/recording", HttpStatusCode.NotFound);

        Assert.Equal(404, (int)problem["status"]!);
    }

    [Fact]
    public async Task Answers_a_method_that_is_not_there_with_a_problem()
    {
        using var response = await site.SendAsync(HttpMethod.Delete, "/api/recordings");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }
}
