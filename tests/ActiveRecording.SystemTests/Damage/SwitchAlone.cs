using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using ActiveRecording.Host;
using ActiveRecording.Host.Configuration;
using ActiveRecording.Operations;
using ActiveRecording.Phone;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Sip.Messages;
using ActiveRecording.SystemTests.Operators;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.SystemTests.Damage;

/// <summary>A real node that is nothing but a switch, on a journal that somebody else wrote.</summary>
internal sealed class SwitchAlone : IAsyncDisposable
{
    private readonly SocketNetwork network = new(new(), NullLogger.Instance);
    private readonly List<ScriptedPhone> phones = [];
    private readonly NodeHost host;
    private readonly int port;
    private readonly string tokenFile;
    private HttpClient? http;

    private SwitchAlone(string data, string journal)
    {
        port = FreePort();
        tokenFile = Path.Combine(data, "operations.token");
        var file = Path.Combine(data, "node.conf");
        File.WriteAllText(file, $$"""
            node { name = damaged, data = "{{data}}", drain = 0 s }
            logging.level = none
            http.address = "127.0.0.1:0"
            journal { {{journal}} }
            sip-server.udp = ["127.0.0.1:{{port}}"]
            dns { 1001.password = secret, 1002.password = secret, 1003.password = secret, 1004.password = secret }
            """);
        host = new NodeHost(NodeConfiguration.Load(file));
    }

    public HttpClient Http => http!;

    public static async Task<SwitchAlone> StartAsync(string data, string journal)
    {
        var node = new SwitchAlone(data, journal);
        await node.host.StartAsync(CancellationToken.None);
        node.http = new HttpClient { BaseAddress = new Uri(node.host.HttpAddress) };
        var token = await File.ReadAllTextAsync(node.tokenFile);
        node.http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());
        return node;
    }

    public Task<T?> GetAsync<T>(string path, JsonTypeInfo<T> json) => Http.GetFromJsonAsync(path, json);

    /// <summary>All calls, by identifier.</summary>
    public async Task<IReadOnlyList<Call>> CallsAsync() =>
        [.. (await GetAsync("/api/calls", OperationsJson.Default.PageCall))!.Items.OrderBy(call => call.CallUuid, StringComparer.Ordinal)];

    public Task<CommandRun> ArctlAsync(params string[] arguments) =>
        CommandRun.OfAsync([.. arguments, "--node", host.HttpAddress, "--token-file", tokenFile]);

    public ScriptedPhone Phone(string number)
    {
        var options = new PhoneOptions
        {
            Name = number,
            User = number,
            Password = "secret",
            Local = new IPEndPoint(IPAddress.Loopback, 0),
            Server = SipUri.Parse($"sip:127.0.0.1:{port}"),
        };
        var phone = new ScriptedPhone(
            options, network, new ThreadPoolScheduler(), TimeProvider.System, new RandomIdentifiers(), NullLogger.Instance);
        phones.Add(phone);
        return phone;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var phone in phones) phone.Dispose();
        http?.Dispose();
        await host.StopAsync(new CancellationToken(canceled: true));
        await host.DisposeAsync();
        network.Dispose();
    }

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.Socket(
            System.Net.Sockets.AddressFamily.InterNetwork, System.Net.Sockets.SocketType.Dgram, System.Net.Sockets.ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
