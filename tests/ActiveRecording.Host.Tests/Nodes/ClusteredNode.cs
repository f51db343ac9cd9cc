using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using ActiveRecording.Host.Tests.Configuration;
using ActiveRecording.Operations;

namespace ActiveRecording.Host.Tests.Nodes;

/// <summary>A node of a cluster in this process, on a loopback address of its own.</summary>
internal sealed class ClusteredNode : IAsyncDisposable
{
    /// <summary>Tests that have the addresses, one after the other.</summary>
    public const string Collection = "clustered nodes";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private const string Token = "0123456789abcdef0123";
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("data-");
    private readonly TemporaryConfiguration configuration;
    private readonly NodeHost host;
    private HttpClient? http;

    private ClusteredNode(int number, string database, string overrides)
    {
        configuration = new TemporaryConfiguration(Configuration(number, database, data.FullName) + overrides);
        host = new NodeHost(configuration.Load());
    }

    public HttpClient Http => http!;

    /// <summary>It was asked to end.</summary>
    public bool IsEnding => host.Stopping.IsCancellationRequested;

    /// <summary>A node at 127.0.0.20<paramref name="number"/>.</summary>
    public static string Configuration(int number, string database, string data) => $$"""
        node { name = node-{{number}}, data = "{{data}}", drain = 0 s }
        http.address = "127.0.0.1:0"
        logging.level = none
        operations.token = "{{Token}}"
        journal { kind = postgresql, postgresql.connection = "{{database}}" }
        cluster { name = test, secret = "0123456789abcdef", address = "127.0.0.20{{number}}:{{LinkPort}}" }
        sip-server { udp = ["127.0.0.20{{number}}:{{SipPort}}"], virtual-address = "127.0.0.200" }
        resource-manager { udp = ["127.0.0.20{{number}}:{{SipPort + 1}}"], virtual-address = "127.0.0.200" }

        """;

    /// <summary>Ports that nobody else on this machine has, in this process.</summary>
    private static int LinkPort { get; } = FreePort();

    private static int SipPort { get; } = FreePort();

    public static async Task<ClusteredNode> StartAsync(int number, string database, string overrides = "")
    {
        var node = new ClusteredNode(number, database, overrides);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(Patience);
            await node.host.StartAsync(limit.Token);
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }

        node.http = new HttpClient { BaseAddress = new Uri(node.host.HttpAddress) };
        node.http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return node;
    }

    /// <summary>What this node knows of the cluster, once it is as it should be.</summary>
    public async Task<ClusterView> ViewAsync(Func<ClusterView, bool> isGood)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        while (true)
        {
            var view = await Http.GetFromJsonAsync(OperationsPaths.Cluster, OperationsJson.Default.ClusterView, limit.Token);
            if (isGood(view!)) return view!;
            await Task.Delay(TimeSpan.FromMilliseconds(10), limit.Token);
        }
    }

    /// <summary>Asks for a command.</summary>
    public async Task<string> CommandAsync(string path)
    {
        using var response = await Http.PostAsync(path, content: null, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Leaves and ends.</summary>
    public Task StopAsync() => host.StopAsync(new CancellationToken(canceled: true));

    public async ValueTask DisposeAsync()
    {
        http?.Dispose();
        await StopAsync();
        await host.DisposeAsync();
        configuration.Dispose();
        data.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Any, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
