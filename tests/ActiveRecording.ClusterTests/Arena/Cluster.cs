using System.Diagnostics;
using System.Net.Http.Json;
using ActiveRecording.Operations;
using ActiveRecording.Tests;

namespace ActiveRecording.ClusterTests.Arena;

/// <summary>Three nodes, their database, and the node with Media Server and recorder beside them.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(40);
    private readonly PostgresCluster postgres = new(isDurable: true)
    {
        ListenAddresses = string.Join(
            ',', ["127.0.0.1", .. Enumerable.Range(1, Places.Nodes).Select(static number => Places.Database(number).ToString())]),
    };

    private readonly List<HostProcess> nodes = [];

    private Cluster(string folder)
    {
        Folder = folder;
        for (var number = 1; number <= Places.Nodes; number++)
        {
            var name = $"node-{number}";
            nodes.Add(new HostProcess(name, Places.Node(number).ToString(), Places.User(number), NewFolder(name)));
        }

        Media = new HostProcess("media-1", Places.Media, 0, NewFolder("media-1"));
    }

    /// <summary>Where all that it wrote is.</summary>
    public string Folder { get; }

    /// <summary>For SQL.</summary>
    public string Database { get; private set; } = "";

    /// <summary>By number.</summary>
    public IReadOnlyList<HostProcess> Nodes => nodes;

    public HostProcess Media { get; }

    /// <summary>Starts all of it; done when every node is up.</summary>
    public static async Task<Cluster> StartAsync(string folder)
    {
        var cluster = new Cluster(folder);
        try
        {
            cluster.Database = cluster.postgres.NewDatabase();
            cluster.Media.Start(NodeFile.Media(cluster.Media.Folder));
            foreach (var node in cluster.nodes) cluster.Start(node);
            await cluster.WholeAsync(StartLimit);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a node, again if it ran before.</summary>
    public void Start(HostProcess node) => node.Start(NodeFile.Member(nodes.IndexOf(node) + 1, node.Folder, Database));

    /// <summary>Done when every node is ready and every node says that all are up.</summary>
    public Task WholeAsync(TimeSpan limit) => Patience.UntilAsync(
        async () =>
        {
            foreach (var node in nodes.Append(Media))
            {
                if (await node.NotReadyAsync() is { } reason) return reason;
            }

            foreach (var node in nodes)
            {
                if (await NotWholeAsync(node) is { } reason) return reason;
            }

            var users = PrivateNetwork.UsersOf(Places.Virtual.ToString(), Places.SipServerPort);
            return users.Count == 1 ? null : $"{users.Count} nodes have the virtual address";
        },
        limit);

    /// <summary>The node that has the virtual address of a role.</summary>
    /// <param name="port">Of the role.</param>
    public HostProcess Holder(int port = Places.SipServerPort)
    {
        var users = PrivateNetwork.UsersOf(Places.Virtual.ToString(), port);
        return nodes.Single(node => users.Contains(node.Pid));
    }

    /// <summary>A node that phones and Media Server do not meet.</summary>
    public HostProcess Bystander()
    {
        var holders = (int[])[.. new[] { Places.SipServerPort, Places.ResourceManagerPort }.SelectMany(
            static port => PrivateNetwork.UsersOf(Places.Virtual.ToString(), port))];
        return nodes.First(node => !holders.Contains(node.Pid));
    }

    /// <summary>Nothing goes between two nodes, nor from the other one to the virtual address that one has.</summary>
    public IDisposable CutLink(HostProcess one, HostProcess other)
    {
        var virtuals = ((HostProcess Has, HostProcess Not)[])[(one, other), (other, one)];
        return PrivateNetwork.Cut(
        [
            .. virtuals.Select(static pair => Rule(pair.Not, pair.Has.Address)),
            .. virtuals.Where(pair => pair.Has == Holder()).Select(static pair => Rule(pair.Not, Places.Virtual.ToString())),
        ]);
    }

    /// <summary>Nothing goes between a node and the database.</summary>
    public IDisposable CutDatabase(HostProcess node)
    {
        var address = Places.Database(nodes.IndexOf(node) + 1).ToString();
        return PrivateNetwork.Cut(Rule(node, address), $"from {address}");
    }

    /// <summary>Ends the database as a crash would and starts it again.</summary>
    /// <returns>How long it was away.</returns>
    public TimeSpan CrashDatabase()
    {
        var started = Stopwatch.GetTimestamp();
        postgres.Crash();
        return Stopwatch.GetElapsedTime(started);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes) node.Dispose();
        Media.Dispose();
        await postgres.DisposeAsync();
    }

    private static string Rule(HostProcess sender, string to) => $"uidrange {sender.User}-{sender.User} to {to}";

    private static async Task<string?> NotWholeAsync(HostProcess node)
    {
        try
        {
            var view = await node.Http.GetFromJsonAsync(OperationsPaths.Cluster, OperationsJson.Default.ClusterView);
            var up = view!.Members.Count(static member => member.State is "up");
            return view.IsClustered && up == Places.Nodes ? null : $"{node.Name} sees {up} nodes up";
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return $"{node.Name}: {exception.Message}";
        }
    }

    private string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;
}
