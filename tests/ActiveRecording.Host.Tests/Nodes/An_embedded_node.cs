using System.Net;
using ActiveRecording.Host.Tests.Configuration;

namespace ActiveRecording.Host.Tests.Nodes;

public sealed class An_embedded_node : IAsyncLifetime
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("data-");
    private NodeHost? host;
    private HttpClient? http;

    public ValueTask InitializeAsync()
    {
        using var configuration = new TemporaryConfiguration($$"""
            node { data = "{{data.FullName}}", drain = 0 s }
            http.address = "127.0.0.1:0"
            logging.level = none
            sip-server { udp = ["127.0.0.1:0"], tcp = ["127.0.0.1:0"] }
            resource-manager { udp = ["127.0.0.1:0"] }
            media-server { udp = ["127.0.0.1:0"] }
            recorder { udp = ["127.0.0.1:0"] }
            """);
        host = new NodeHost(configuration.Load());
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        http?.Dispose();
        await host!.DisposeAsync();
        data.Delete(recursive: true);
    }

    [Fact]
    public void Is_not_ready_before_it_is_started_and_says_for_want_of_what() => Assert.Equal(
        [
            "reporting: not started", "recorder: not started", "resource-manager: not started", "media-server: not started",
            "sip-server: not started",
        ],
        host!.Node.Readiness.Reasons);

    [Fact]
    public async Task Is_ready_once_every_room_is()
    {
        await StartAsync();

        Assert.Empty(host!.Node.Readiness.Reasons);
        Assert.Equal("""{"status":"ready","reasons":[]}""", await http!.GetStringAsync("/health/ready"));
    }

    [Fact]
    public async Task Says_503_with_reasons_while_something_is_missing()
    {
        await StartAsync();
        host!.Node.Readiness.NotReady("journal", "does not answer");

        var response = await http!.GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("""{"status":"not ready","reasons":["journal: does not answer"]}""", await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task Shows_its_metrics_its_api_and_its_description()
    {
        await StartAsync();

        Assert.Contains("# TYPE activerecording_", await http!.GetStringAsync("/metrics"), StringComparison.Ordinal);
        Assert.Equal("""{"items":[]}""", await http.GetStringAsync("/api/recordings"));
        Assert.Contains("/api/calls/{callUuid}", await http.GetStringAsync("/openapi/v1.json"), StringComparison.Ordinal);
        Assert.Equal("application/problem+json", (await http.GetAsync("/api/nothing")).Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Stops_and_says_so()
    {
        await StartAsync();

        await host!.StopAsync(new CancellationToken(canceled: true));

        Assert.Equal(5, host.Node.Readiness.Reasons.Count);
        Assert.All(host.Node.Readiness.Reasons, static reason => Assert.EndsWith("stopping", reason, StringComparison.Ordinal));
    }

    private async Task StartAsync()
    {
        await host!.StartAsync(TestContext.Current.CancellationToken);
        http = new HttpClient { BaseAddress = new Uri(host.HttpAddress) };
    }
}
