using System.Globalization;
using ActiveRecording.InteropTests.Audio;
using ActiveRecording.Rtp.Codecs;

namespace ActiveRecording.InteropTests.Peers;

/// <summary>sipp in its three parts here: it registers a number, answers calls to it, and calls.</summary>
/// <param name="folder">Where it reads its scenarios and writes its logs.</param>
/// <param name="transport"><c>u1</c> for UDP, <c>t1</c> for TCP, each over one socket.</param>
/// <param name="proxy">Where it sends all that it sends; null for the switch itself.</param>
internal sealed class Sipp(string folder, string transport = "u1", string? proxy = null)
{
    private const string Server = "127.0.0.1:5060";
    private const string Password = "quickstart";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly string program = Peer.Require("sipp", "sip-tester");
    private int runs;

    private string[] Destination => proxy is null ? [Server] : ["-rsa", proxy, Server];

    /// <summary>Registers <paramref name="dn"/> at a port of this machine.</summary>
    public async Task RegisterAsync(string dn, int port)
    {
        var contact = $"127.0.0.1:{port};transport={(transport is "t1" ? "tcp" : "udp")}";
        await using var run = Start("uac-registers", 5_099, Speech.Alice, ["-key", "dn", dn, "-key", "contact", contact, "-m", "1", .. Credentials(dn), .. Destination]);
        await SucceededAsync(run, Patience);
    }

    /// <summary>Answers calls on a port and speaks, until it has had <paramref name="calls"/>.</summary>
    public SippCallee Answer(int port, int calls)
    {
        var log = Path.Combine(folder, $"answers-{port}.log");
        return new SippCallee(
            Start("uas-load", port, Speech.Bob, ["-mp", Text(port + 7_000), "-m", Text(calls), .. Log(log)]), log);
    }

    /// <summary>Calls, speaks, hangs up; done when all calls are over and each went as it should on both sides.</summary>
    /// <param name="dn">Who calls.</param>
    /// <param name="number">Who is called.</param>
    /// <param name="port">The caller's SIP port.</param>
    /// <param name="load">How many calls, how fast, how long.</param>
    /// <param name="callee">Who answers them.</param>
    public async Task<IReadOnlyList<SippCall>> CallAsync(string dn, string number, int port, SippLoad load, SippCallee callee)
    {
        var log = Path.Combine(folder, $"calls-{port}.log");
        string[] arguments =
        [
            "-key", "dn", dn, "-s", number, "-mp", Text(port + 8_000), "-m", Text(load.Calls), "-l", Text(load.Calls),
            "-r", Text(load.PerSecond), "-d", Text((int)load.Talk.TotalMilliseconds), .. Log(log), .. Credentials(dn), .. Destination,
        ];
        await using var run = Start("uac-load", port, Speech.Alice, arguments);
        await SucceededAsync(run, load.Duration + Patience);
        await SucceededAsync(callee.Process, Patience);
        return SippCall.Read(await File.ReadAllLinesAsync(log), await File.ReadAllLinesAsync(callee.Log));
    }

    /// <summary>Plays a scenario that waits for one call; done when it listens.</summary>
    public async Task<PeerProcess> AwaitCallAsync(string scenario, int port, SippSettings settings)
    {
        var run = Start(scenario, port, Speech.Bob, ["-mp", Text(port + 7_000), .. OneCall(settings)], settings);
        await Listening.AtAsync(port, transport is "t1");
        return run;
    }

    /// <summary>Plays a scenario that calls once.</summary>
    /// <param name="scenario">Without folder and extension.</param>
    /// <param name="dn">Who calls.</param>
    /// <param name="number">Who is called.</param>
    /// <param name="port">The caller's SIP port.</param>
    /// <param name="settings">What the scenario leaves open.</param>
    public PeerProcess CallOnce(string scenario, string dn, string number, int port, SippSettings settings) => Start(
        scenario, port, Speech.Alice,
        ["-key", "dn", dn, "-s", number, "-mp", Text(port + 8_000), .. OneCall(settings), .. Credentials(dn), .. Destination], settings);

    /// <summary>Waits for the end of a run all of whose calls went as they should.</summary>
    public static async Task SucceededAsync(PeerProcess run, TimeSpan patience) =>
        Assert.True(await run.ExitAsync(patience) == 0, $"sipp's calls did not all go as they should:\n{run.Output}");

    private static string[] Log(string path) => ["-trace_shortmsg", "-shortmessage_file", path];

    private static string[] Credentials(string dn) => ["-au", dn, "-ap", Password];

    private static string[] OneCall(SippSettings settings) =>
        ["-m", "1", "-d", Text((int)settings.Pause.TotalMilliseconds), "-trace_err", "-trace_msg", .. settings.Keys];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private PeerProcess Start(string scenario, int port, string speech, IEnumerable<string> arguments, SippSettings? settings = null)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, $"sipp-{++runs}")).FullName;
        var path = Path.Combine(own, $"{scenario}.xml");
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Peers", "sipp", $"{scenario}.xml"));
        File.WriteAllText(path, (settings ?? SippSettings.None).FillIn(text).Replace("@SPEECH@", RawSpeech(speech, own), StringComparison.Ordinal));
        return PeerProcess.Start(
            program, ["-sf", path, "-i", "127.0.0.1", "-mi", "127.0.0.1", "-p", Text(port), "-t", transport, "-nostdin", .. arguments], own);
    }

    /// <summary>sipp plays bare A-law.</summary>
    private static string RawSpeech(string speech, string folder)
    {
        var samples = SpeechMatch.Read(speech);
        var codes = new byte[samples.Length];
        G711.EncodeALaw(samples, codes);
        var path = Path.Combine(folder, "speech.alaw");
        File.WriteAllBytes(path, codes);
        return path;
    }
}
