using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using ActiveRecording.Host.Tests.Configuration;

namespace ActiveRecording.Host.Tests.Nodes;

public sealed partial class A_media_process : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("data-");
    private readonly TemporaryConfiguration configuration;
    private readonly int mediaPort = FreePort();

    public A_media_process() => configuration = new TemporaryConfiguration($$"""
        node { data = "{{data.FullName}}", drain = 0 s }
        http.address = "127.0.0.1:0"
        media { process = child, http = "127.0.0.1:{{mediaPort}}" }
        sip-server { udp = ["127.0.0.1:0"] }
        resource-manager { udp = ["127.0.0.1:0"] }
        media-server { udp = ["127.0.0.1:0"] }
        recorder { udp = ["127.0.0.1:0"] }
        """);

    public void Dispose()
    {
        configuration.Dispose();
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task Has_the_media_rooms_and_the_node_the_others_and_each_a_journal()
    {
        await using var host = new NodeHost(configuration.Load());
        await host.StartAsync(CancellationToken.None);

        Assert.Empty(host.Node.Readiness.Reasons);
        Assert.Equal(["sip-server", "resource-manager"], host.Node.Roles);
        using var http = new HttpClient();
        var metrics = await http.GetStringAsync($"http://127.0.0.1:{mediaPort}/metrics");
        Assert.Contains("activerecording_mediaserver_", metrics, StringComparison.Ordinal);
        Assert.Contains("activerecording_recorder_", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("activerecording_sipserver_", metrics, StringComparison.Ordinal);
        Assert.Equal(["journal-media.db", "journal.db"], data.EnumerateFiles("*.db").Select(static file => file.Name).Order(StringComparer.Ordinal));

        var process = host.MediaProcessId!.Value;
        await host.StopAsync(new CancellationToken(canceled: true));
        Assert.False(IsRunning(process));
    }

    [Fact]
    public async Task Is_started_again_when_it_dies()
    {
        await using var host = new NodeHost(configuration.Load());
        await host.StartAsync(CancellationToken.None);
        var first = host.MediaProcessId!.Value;

        Process.GetProcessById(first).Kill();
        await UntilAsync(() => host.Node.Readiness.Reasons.Count > 0);
        Assert.StartsWith("media: the media process ended with exit code", host.Node.Readiness.Reasons[0], StringComparison.Ordinal);
        await UntilAsync(() => host.Node.Readiness.Reasons.Count == 0);

        Assert.NotEqual(first, host.MediaProcessId);
        Assert.True(IsRunning(host.MediaProcessId!.Value));
    }

    [Fact]
    public async Task Ends_with_a_node_that_is_killed()
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "ActiveRecording.Host.dll"), "--config", configuration.Path])
            start.ArgumentList.Add(argument);
        using var node = Process.Start(start)!;
        var (media, isReady) = (0, false);
        while (!isReady && await node.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (Started().Match(line) is { Success: true } said) media = int.Parse(said.Groups[1].Value, CultureInfo.InvariantCulture);
            isReady = line.Contains("Node node-1 is ready", StringComparison.Ordinal);
        }

        Assert.True(isReady && IsRunning(media));
        node.Kill();
        await UntilAsync(() => !IsRunning(media));
    }

    [Fact]
    public void Is_not_for_a_node_of_a_cluster() => Assert.Contains(
        TemporaryConfiguration.Problems(
            "journal { kind = postgresql, postgresql.connection = \"Host=127.0.0.1;Database=x\" }\n"
            + "cluster { name = c, secret = \"0123456789abcdef\" }\nmedia.process = child"),
        static problem => problem == "3:1 media.process: in a cluster Media Servers and recorders are nodes of their own; inside is expected");

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var since = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < Patience, "It does not come to that");
            await Task.Delay(Look);
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"The media process (\d+) starts")]
    private static partial Regex Started();
}
