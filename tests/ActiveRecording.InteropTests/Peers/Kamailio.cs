using System.Globalization;

namespace ActiveRecording.InteropTests.Peers;

/// <summary>Kamailio as the outbound proxy in front of the switch, in the path of every dialog by Record-Route.</summary>
internal sealed class Kamailio : IAsyncDisposable
{
    /// <summary>Its SIP port, UDP and TCP.</summary>
    public const int Port = 5_066;

    private readonly PeerProcess process;

    private Kamailio(PeerProcess process) => this.process = process;

    /// <summary>As phones write it.</summary>
    public static string Address { get; } = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>Starts it; done when it listens.</summary>
    /// <param name="folder">An empty folder.</param>
    public static async Task<Kamailio> StartAsync(string folder)
    {
        var program = Peer.Require("kamailio", "kamailio");
        var template = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Peers", "kamailio.cfg"));
        var configuration = Path.Combine(folder, "kamailio.cfg");
        await File.WriteAllTextAsync(
            configuration, template.Replace("@PORT@", Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

        var proxy = PeerProcess.Start(
            program, ["-f", configuration, "-DD", "-E", "-m", "32", "-M", "4", "-Y", folder, "-P", Path.Combine(folder, "pid")], folder);
        await Listening.AtAsync(Port);
        await Listening.AtAsync(Port, overTcp: true);
        return new Kamailio(proxy);
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
