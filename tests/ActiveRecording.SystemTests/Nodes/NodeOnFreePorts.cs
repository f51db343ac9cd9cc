using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using ActiveRecording.Host;
using ActiveRecording.Host.Configuration;
using ActiveRecording.Operations;
using ActiveRecording.Phone;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Sip.Messages;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.SystemTests.Nodes;

/// <summary>The quickstart node in this process, on real sockets that nobody else uses, and phones beside it.</summary>
internal sealed class NodeOnFreePorts : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("node-");
    private readonly SocketNetwork network = new(new(), NullLogger.Instance);
    private readonly ThreadPoolScheduler scheduler = new();
    private readonly List<ScriptedPhone> phones = [];
    private readonly NodeHost host;
    private readonly int sipServer;
    private HttpClient? http;

    private NodeOnFreePorts()
    {
        var ports = FreePorts(4);
        sipServer = ports[0];
        File.Copy(ConfigurationFiles.Quickstart, Path.Combine(folder.FullName, "quickstart.conf"));
        var file = Path.Combine(folder.FullName, "node.conf");
        File.WriteAllText(file, $$"""
            include "quickstart.conf"
            node { data = "{{folder.FullName}}/data", drain = 0 s }
            logging.level = none
            http.address = "127.0.0.1:0"
            sip-server { udp = ["127.0.0.1:{{ports[0]}}"], tcp = ["127.0.0.1:{{ports[0]}}"], resource-manager = "sip:127.0.0.1:{{ports[1]}}" }
            resource-manager {
              udp = ["127.0.0.1:{{ports[1]}}"], tcp = ["127.0.0.1:{{ports[1]}}"]
              media-servers.media-1.aor = "sip:127.0.0.1:{{ports[2]}}"
              recorders.recorder-1.aor = "sip:127.0.0.1:{{ports[3]}}"
            }
            media-server {
              udp = ["127.0.0.1:{{ports[2]}}"], tcp = ["127.0.0.1:{{ports[2]}}"]
              rtp { first-port = 20000, last-port = 20998 }
              vrrecorder.sip.routeset = "<sip:127.0.0.1:{{ports[1]}};lr>"
            }
            recorder { udp = ["127.0.0.1:{{ports[3]}}"], tcp = ["127.0.0.1:{{ports[3]}}"], rtp { first-port = 28000, last-port = 28998 } }
            """);
        host = new NodeHost(NodeConfiguration.Load(file));
    }

    public HttpClient Http => http!;

    /// <summary>Where it listens for HTTP.</summary>
    public string HttpAddress => host.HttpAddress;

    /// <summary>Where it keeps the token that it drew for operators.</summary>
    public string TokenFile => Path.Combine(folder.FullName, "data", "operations.token");

    /// <summary>Set when it was asked to end.</summary>
    public CancellationToken Stopping => host.Stopping;

    public static async Task<NodeOnFreePorts> StartAsync()
    {
        var node = new NodeOnFreePorts();
        await node.host.StartAsync(CancellationToken.None);
        node.http = new HttpClient { BaseAddress = new Uri(node.host.HttpAddress) };
        return node;
    }

    /// <summary>A registered phone.</summary>
    public async Task<ScriptedPhone> PhoneAsync(string number)
    {
        var options = new PhoneOptions
        {
            Name = number,
            User = number,
            Password = "quickstart",
            Local = new IPEndPoint(IPAddress.Loopback, 0),
            Server = SipUri.Parse($"sip:127.0.0.1:{sipServer}"),
        };
        var phone = new ScriptedPhone(
            options, network, scheduler, TimeProvider.System, new RandomIdentifiers(), NullLogger.Instance);
        phones.Add(phone);
        Assert.Equal(200, await phone.RegisterAsync().WaitAsync(Patience));
        return phone;
    }

    /// <summary>The one call as the API tells it, once it is as it should be.</summary>
    public async Task<Call> CallAsync(Func<Call, bool> condition)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            var calls = await Http.GetFromJsonAsync("/api/calls", OperationsJson.Default.PageCall);
            if (calls!.Items.SingleOrDefault() is { } call && condition(call)) return call;
            if (Stopwatch.GetElapsedTime(since) > Patience) Assert.Fail($"The calls are {await Http.GetStringAsync("/api/calls")}");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    /// <summary>All recordings, once as many are sealed.</summary>
    public async Task<IReadOnlyList<Recording>> SealedAsync(int count)
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (true)
        {
            var all = await Http.GetFromJsonAsync("/api/recordings", OperationsJson.Default.PageRecording, timeout.Token);
            if (all!.Items.Count(static recording => recording.State == RecordingState.Sealed) == count) return all.Items;
            await Task.Delay(TimeSpan.FromMilliseconds(20), timeout.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var phone in phones) phone.Dispose();
        http?.Dispose();
        await host.StopAsync(new CancellationToken(canceled: true)).WaitAsync(2 * Patience);
        await host.DisposeAsync();
        network.Dispose();
        await DeleteAsync();
    }

    /// <summary>A recording that was being sealed when the node ended may still be written for a moment.</summary>
    private async Task DeleteAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                folder.Delete(recursive: true);
                return;
            }
            catch (IOException) when (attempt < 100)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20));
            }
        }
    }

    /// <summary>Ports that are free for UDP and for TCP.</summary>
    private static int[] FreePorts(int count)
    {
        var (taken, ports) = (new List<Socket>(), new List<int>());
        while (ports.Count < count)
        {
            var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            taken.AddRange([udp, tcp]);
            udp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            try
            {
                tcp.Bind(udp.LocalEndPoint!);
                ports.Add(((IPEndPoint)udp.LocalEndPoint!).Port);
            }
            catch (SocketException)
            {
                // Another one then.
            }
        }

        taken.ForEach(static socket => socket.Dispose());
        return [.. ports];
    }
}
