using System.Globalization;
using ActiveRecording.InteropTests.Audio;
using ActiveRecording.Rtp.Codecs;

namespace ActiveRecording.InteropTests.Peers;

/// <summary>sipp in its three parts here: it registers a number, answers calls to it, and calls.</summary>
/// <param name="folder">Where it reads its scenarios and writes its logs.</param>
/// <param name="transport"><c>u1</c> for UDP, <c>t1</c> for TCP, each over one socket.</param>
internal sealed class Sipp(string folder, string transport = "u1")
{
    private const string Server = "127.0.0.1:5060";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly string program = Peer.Require("sipp", "sip-tester");
    private int runs;

    /// <summary>Registers <paramref name="dn"/> at a port of this machine.</summary>
    public async Task RegisterAsync(string dn, int port)
    {
        var contact = $"127.0.0.1:{port};transport={(transport is "t1" ? "tcp" : "udp")}";
        await using var run = Start("sipp-register.xml", 5_099, Speech.Alice, ["-key", "dn", dn, "-key", "contact", contact, "-m", "1", .. Credentials(dn), Server]);
        await SucceededAsync(run, Patience);
    }

    /// <summary>Answers calls on a port and speaks, until it has had <paramref name="calls"/>.</summary>
    public SippCallee Answer(int port, int calls)
    {
        var log = Path.Combine(folder, $"answers-{port}.log");
        return new SippCallee(
            Start("sipp-callee.xml", port, Speech.Bob, ["-mp", Text(port + 7_000), "-m", Text(calls), .. Log(log)]), log);
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
            "-r", Text(load.PerSecond), "-d", Text((int)load.Talk.TotalMilliseconds), .. Log(log), .. Credentials(dn), Server,
        ];
        await using var run = Start("sipp-caller.xml", port, Speech.Alice, arguments);
        await SucceededAsync(run, load.Duration + Patience);
        await SucceededAsync(callee.Process, Patience);
        return SippCall.Read(await File.ReadAllLinesAsync(log), await File.ReadAllLinesAsync(callee.Log));
    }

    /// <summary>Waits for the end of a run all of whose calls went as they should.</summary>
    private static async Task SucceededAsync(PeerProcess run, TimeSpan patience) =>
        Assert.True(await run.ExitAsync(patience) == 0, $"sipp's calls did not all go as they should:\n{run.Output}");

    private static string[] Log(string path) => ["-trace_shortmsg", "-shortmessage_file", path];

    private static string[] Credentials(string dn) => ["-au", dn, "-ap", "quickstart"];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private PeerProcess Start(string scenario, int port, string speech, IEnumerable<string> arguments)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, $"sipp-{++runs}")).FullName;
        var path = Path.Combine(own, scenario);
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Peers", scenario));
        File.WriteAllText(path, text.Replace("@SPEECH@", RawSpeech(speech, own), StringComparison.Ordinal));
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
