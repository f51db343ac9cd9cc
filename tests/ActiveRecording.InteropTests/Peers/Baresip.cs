using System.Globalization;

namespace ActiveRecording.InteropTests.Peers;

/// <summary>A softphone of its own process, without a sound card: plays a file, writes what it hears to another.</summary>
internal sealed class Baresip : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly PeerProcess process;
    private readonly BaresipControl control;
    private readonly string folder;

    private Baresip(PeerProcess process, BaresipControl control, string folder) =>
        (this.process, this.control, this.folder) = (process, control, folder);

    /// <summary>The program; see <see cref="Peer.Require"/>.</summary>
    public static string Require() => Peer.Require("baresip", "baresip baresip-core");

    /// <summary>Starts one; SIP on <paramref name="sipPort"/>, control a thousand below, RTP from 10 000 + its last two digits × 100.</summary>
    /// <param name="account">As in baresip's accounts file.</param>
    /// <param name="speech">The WAV file it plays; see <c>Speech.Lengthened</c>.</param>
    /// <param name="sipPort">5070 to 5099.</param>
    /// <param name="folder">An empty folder.</param>
    public static async Task<Baresip> StartAsync(string account, string speech, int sipPort, string folder)
    {
        var program = Require();
        var controlPort = sipPort - 1_000;
        var rtp = 10_000 + sipPort % 100 * 20;
        var config = new Dictionary<string, string>
        {
            ["SIP_PORT"] = sipPort.ToString(CultureInfo.InvariantCulture),
            ["CONTROL_PORT"] = controlPort.ToString(CultureInfo.InvariantCulture),
            ["RTP_PORTS"] = string.Create(CultureInfo.InvariantCulture, $"{rtp}-{rtp + 18}"),
            ["NAME"] = sipPort.ToString(CultureInfo.InvariantCulture),
            ["SPEECH"] = speech,
            ["FOLDER"] = folder,
            ["MODULES"] = "/usr/lib/baresip/modules",
        };
        var template = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Peers", "baresip.config"));
        await File.WriteAllTextAsync(Path.Combine(folder, "config"), config.Aggregate(template,
            static (text, entry) => text.Replace($"@{entry.Key}@", entry.Value, StringComparison.Ordinal)));
        await File.WriteAllTextAsync(Path.Combine(folder, "accounts"), account + "\n");

        var phone = PeerProcess.Start(program, ["-4", "-f", folder, "-v"], folder, buffersItsOutput: true);
        await phone.LineAsync(static line => line.Contains("baresip is ready", StringComparison.Ordinal), Patience);
        return new Baresip(phone, await BaresipControl.ConnectAsync(controlPort), folder);
    }

    /// <summary>What it wrote of the last call's other side.</summary>
    public string Heard => Directory.GetFiles(folder, "dump-*-dec.wav").Order(StringComparer.Ordinal).Last();

    public string Output => process.Output;

    /// <summary>It says so in its log too; the event may have gone out before anybody listened.</summary>
    public Task RegisteredAsync() => process.LineAsync(
        static line => line.Contains("200 OK", StringComparison.Ordinal) && line.Contains("binding", StringComparison.Ordinal), Patience);

    public Task DialAsync(string uri) => control.CommandAsync("dial", uri);

    public Task HangUpAsync() => control.CommandAsync("hangup");

    public Task HoldAsync() => control.CommandAsync("hold");

    public Task RetrieveAsync() => control.CommandAsync("resume");

    public Task EstablishedAsync() => control.EventAsync("CALL_ESTABLISHED", Patience);

    public Task ClosedAsync() => control.EventAsync("CALL_CLOSED", Patience);

    public async ValueTask DisposeAsync()
    {
        control.Dispose();
        await process.DisposeAsync();
    }
}
