using System.Net.Http.Json;
using ActiveRecording.Host.Configuration;
using ActiveRecording.InteropTests.Peers;
using ActiveRecording.Operations;

namespace ActiveRecording.InteropTests;

/// <summary>
/// The product as its users start it: the Host's own process on the quickstart's ports, with a data folder of its own.
/// One at a time; the tests that use it share the collection <see cref="Collection"/>.
/// </summary>
internal sealed class NodeUnderTest : IAsyncDisposable
{
    public const string Collection = "quickstart ports";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly PeerProcess process;

    private bool isKilled;

    private NodeUnderTest(PeerProcess process, string folder, int httpPort)
    {
        this.process = process;
        Folder = folder;
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{httpPort}") };
    }

    /// <summary>Where its data is.</summary>
    public string Folder { get; }

    /// <summary>Its API.</summary>
    public HttpClient Http { get; }

    /// <summary>What it logged.</summary>
    public string Output => process.Output;

    /// <summary>Starts the quickstart node; done when it says that it is ready.</summary>
    /// <param name="folder">An empty folder, or that of a node that ended: it goes on there.</param>
    /// <param name="overrides">HOCON laid over the quickstart.</param>
    /// <param name="httpPort">Where <paramref name="overrides"/> put its API.</param>
    public static async Task<NodeUnderTest> StartAsync(string folder, string overrides = "", int httpPort = 8_080)
    {
        Peer.RequireMachine("Starts a node on the quickstart's ports");
        File.Copy(ConfigurationFiles.Quickstart, Path.Combine(folder, "quickstart.conf"), overwrite: true);
        var configuration = Path.Combine(folder, "node.conf");
        await File.WriteAllTextAsync(configuration, $"include \"quickstart.conf\"\nnode.data = \"{folder}/data\"\n{overrides}\n");

        var program = Path.Combine(AppContext.BaseDirectory, "ActiveRecording.Host.dll");
        // The peers' load is on the same machine: the node goes first, where that may be asked for.
        var host = PeerProcess.Start("nice", ["-n", "-10", "dotnet", program, "--config", configuration], folder);
        try
        {
            await host.LineAsync(static line => line.Contains("is ready after", StringComparison.Ordinal), Patience);
        }
        catch (TimeoutException)
        {
            await host.DisposeAsync();
            throw;
        }
        return new NodeUnderTest(host, folder, httpPort);
    }

    /// <summary>SIGKILL: it has no time for a last word.</summary>
    public async Task KillAsync()
    {
        isKilled = true;
        process.Signal("KILL");
        await process.ExitAsync(Patience);
    }

    /// <summary>All recordings, newest first, once none of them is under way and there are at least <paramref name="count"/>.</summary>
    public Task<IReadOnlyList<Recording>> FinishedRecordingsAsync(int count, TimeSpan patience) => AskAsync(
        RecordingsAsync,
        all => all.Count >= count && all.All(static one => one.State is RecordingState.Sealed or RecordingState.Failed),
        patience);

    /// <summary>Done when a call is in conversation.</summary>
    public Task AnsweredCallAsync() => AskAsync(
        () => Http.GetFromJsonAsync("/api/calls?state=answered", OperationsJson.Default.PageCall), static page => page!.Items.Count > 0, Patience);

    /// <summary>Asks until the answer is good or patience ends; the last answer either way.</summary>
    internal static async Task<T> AskAsync<T>(Func<Task<T>> ask, Func<T, bool> isGood, TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        while (true)
        {
            var answer = await ask();
            if (isGood(answer) || timeout.IsCancellationRequested) return answer;
            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
        }
    }

    /// <summary>The audio of a recording, in a file of its own.</summary>
    public async Task<string> DownloadAsync(Recording recording)
    {
        var path = Path.Combine(Folder, $"{recording.Id}.wav");
        await File.WriteAllBytesAsync(path, await Http.GetByteArrayAsync($"/api/recordings/{recording.Id}/audio"));
        return path;
    }

    /// <summary>Asks it to drain, as Ctrl-C does; done when it says that it does.</summary>
    public Task DrainAsync()
    {
        process.Signal("INT");
        return process.LineAsync(static line => line.Contains(" drains: ", StringComparison.Ordinal), Patience);
    }

    /// <summary>Its exit code, once it has ended by itself.</summary>
    public Task<int> EndedAsync() => process.ExitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!isKilled) process.Signal("TERM");
        try
        {
            await process.ExitAsync(Patience);
        }
        finally
        {
            await process.DisposeAsync();
        }
    }

    /// <summary>All recordings, newest first.</summary>
    public async Task<IReadOnlyList<Recording>> RecordingsAsync()
    {
        var all = new List<Recording>();
        for (string? cursor = null; ;)
        {
            var page = await Http.GetFromJsonAsync(
                $"/api/recordings?limit=100{(cursor is null ? "" : $"&cursor={cursor}")}", OperationsJson.Default.PageRecording);
            all.AddRange(page!.Items);
            if (page.Next is null) return all;
            cursor = page.Next;
        }
    }
}
