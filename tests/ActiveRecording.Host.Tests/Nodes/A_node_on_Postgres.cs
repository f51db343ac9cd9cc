using ActiveRecording.Host.Tests.Configuration;
using ActiveRecording.Tests;

namespace ActiveRecording.Host.Tests.Nodes;

public sealed class A_node_on_Postgres : IAsyncDisposable
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("data-");
    private readonly PostgresCluster cluster = new();

    [Fact]
    public async Task Is_not_ready_while_its_database_is_away()
    {
        if (Environment.GetEnvironmentVariable("REQUIRE_PEERS") is not "1")
            Assert.Skip("Starts a PostgreSQL: ./build.sh interop runs it.");
        using var configuration = new TemporaryConfiguration($$"""
            node { data = "{{data.FullName}}", drain = 0 s }
            http.address = "127.0.0.1:0"
            logging.level = none
            journal { kind = postgresql, postgresql.connection = "{{cluster.NewDatabase()}}" }
            """);
        await using var host = new NodeHost(configuration.Load());
        await host.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(host.HttpAddress) };
        await Says(http, """{"status":"ready","reasons":[]}""");
        cluster.Stop();
        await Says(http, "\"reasons\":[\"database: cannot be reached");
        cluster.Start();
        await Says(http, """{"status":"ready","reasons":[]}""");
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        data.Delete(recursive: true);
    }

    private static async Task Says(HttpClient http, string words)
    {
        while (true)
        {
            using var response = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
            var said = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (said.Contains(words, StringComparison.Ordinal)) return;
        }
    }
}
