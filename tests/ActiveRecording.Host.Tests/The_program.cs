using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ActiveRecording.Host.Tests.Configuration;
using ActiveRecording.Host.Tests.Nodes;
using ActiveRecording.Tests;

namespace ActiveRecording.Host.Tests;

[Collection(ClusteredNode.Collection)]
public sealed class The_program
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Says_that_a_configuration_is_right()
    {
        using var configuration = new TemporaryConfiguration("node.name = one");

        var (code, output) = await RunAsync("--check", "--config", configuration.Path);

        Assert.Equal(0, code);
        Assert.Contains("is right: node one", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_with_1_when_the_configuration_is_wrong()
    {
        using var configuration = new TemporaryConfiguration("\n  node.nmae = one");

        var (code, output) = await RunAsync("--config", configuration.Path);

        Assert.Equal(1, code);
        Assert.StartsWith($"{configuration.Path}:2:3: unknown key node.nmae; did you mean node.name?", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_with_1_when_there_is_no_configuration()
    {
        var (code, output) = await RunAsync("--config", "/nowhere/node.conf");

        Assert.Equal(1, code);
        Assert.Contains("/nowhere/node.conf cannot be read", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--conifg")]
    [InlineData("--config")]
    public async Task Ends_with_2_and_its_usage_when_the_command_line_is_wrong(string argument)
    {
        var (code, output) = await RunAsync(argument);

        Assert.Equal(2, code);
        Assert.Contains("--check", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_with_3_and_names_the_key_when_a_port_is_taken()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var configuration = new TemporaryConfiguration($"http.address = \"{listener.LocalEndpoint}\"");

        var (code, output) = await RunAsync("--config", configuration.Path);

        Assert.Equal(3, code);
        Assert.Contains($"node.conf:1:1: http.address: TCP {listener.LocalEndpoint} is taken", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_with_3_and_names_the_key_but_no_password_when_its_database_cannot_be_reached()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var configuration = new TemporaryConfiguration($$"""
            http.address = "127.0.0.1:0"
            journal { kind = postgresql, postgresql.connection = "Host=127.0.0.1;Port={{port}};Database=calls;Username=me;Password=s3cret" }
            """);

        var (code, output) = await RunAsync("--config", configuration.Path);

        Assert.Equal(3, code);
        Assert.Contains(
            $"journal.postgresql.connection: Host=127.0.0.1;Port={port};Database=calls;Username=me cannot be used: Failed to connect",
            output, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_with_3_and_names_the_key_when_its_journal_is_something_else()
    {
        var folder = Directory.CreateTempSubdirectory("data-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "journal.db"), new string('x', 5_000));
        using var configuration = new TemporaryConfiguration($"node.data = \"{folder.FullName}\"\nhttp.address = \"127.0.0.1:0\"");

        var (code, output) = await RunAsync("--config", configuration.Path);

        Assert.Equal(3, code);
        Assert.Contains($"journal.file: {folder.FullName}/journal.db cannot be opened", output, StringComparison.Ordinal);
        Assert.Contains("node.data", output, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Ends_with_4_and_says_why_when_the_cluster_on_Postgres_refuses_it()
    {
        if (Environment.GetEnvironmentVariable("REQUIRE_PEERS") is not "1")
            Assert.Skip("Starts a PostgreSQL: ./build.sh interop runs it.");
        await using var postgres = new PostgresCluster();
        var database = postgres.NewDatabase();
        await (await ClusteredNode.StartAsync(1, database)).DisposeAsync();
        var folder = Directory.CreateTempSubdirectory("data-");
        using var configuration = new TemporaryConfiguration(
            ClusteredNode.Configuration(2, database, folder.FullName) + "cluster.secret = \"fedcba9876543210\"\nlogging.level = information");

        var (code, output) = await RunAsync("--config", configuration.Path);

        Assert.Equal(4, code);
        Assert.Contains("Node node-2 could not join cluster test: the cluster refuses it: its secret is not that of cluster 'test'.", output, StringComparison.Ordinal);
        Assert.Contains("Cluster test refuses node node-2: its secret is not that of cluster 'test'", output, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments.Prepend(Path.Combine(AppContext.BaseDirectory, "ActiveRecording.Host.dll")))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, await output + await errors);
    }
}
