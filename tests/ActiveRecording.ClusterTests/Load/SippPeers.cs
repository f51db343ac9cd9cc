using ActiveRecording.ClusterTests.Arena;
using ActiveRecording.InteropTests.Peers;
using ActiveRecording.Rtp.Codecs;
using ActiveRecording.Rtp.Wav;

namespace ActiveRecording.ClusterTests.Load;

/// <summary>sipp, registering, calling and being called; of the cluster it knows the virtual address alone.</summary>
/// <param name="folder">Where it reads its scenarios and writes its logs.</param>
/// <param name="round">Begins its Call-IDs: no two rounds have the same.</param>
internal sealed class SippPeers(string folder, string round)
{
    private const string Here = "127.0.0.1";
    private const string Password = "quickstart";
    private static readonly TimeSpan RegisterPatience = TimeSpan.FromSeconds(15);
    private readonly string server = Places.SipServer.ToString();
    private int runs;

    /// <summary>Registers a number at a port of this machine.</summary>
    public async Task RegisterAsync(string dn, int port)
    {
        var contact = $"{Here}:{Places.Text(port)};transport=udp";
        string[] arguments = ["-key", "dn", dn, "-key", "contact", contact, "-m", "1", "-au", dn, "-ap", Password, server];
        await using var run = Start("uac-registers", 5_099, speaks: false, arguments);
        if (await run.ExitAsync(RegisterPatience) != 0)
            throw new InvalidOperationException($"{dn} could not register:\n{run.Output}");
    }

    /// <summary>Answers what comes to a port; ends when it has had its calls.</summary>
    public async Task<PeerProcess> AnswerAsync(int port, int calls, bool speaks)
    {
        string[] arguments = ["-mp", Places.Text(port + 15_000), "-m", Places.Text(calls), "-trace_err", .. Tolerant];
        var run = Start("uas-answers", port, speaks, arguments);
        await Listening.AtAsync(port);
        return run;
    }

    /// <summary>Makes calls, which wait for <see cref="SippCallers.OrderAsync"/>.</summary>
    public SippCallers Call(string dn, string number, int port, int calls, int perSecond, bool speaks)
    {
        var prefix = $"{round}-{dn}-";
        var log = Path.Combine(folder, $"calls-{prefix}.log");
        string[] arguments =
        [
            "-key", "dn", dn, "-s", number, "-mp", Places.Text(port + 25_000), "-m", Places.Text(calls), "-l", Places.Text(calls),
            "-r", Places.Text(perSecond), "-cid_str", $"{prefix}%u", "-trace_shortmsg", "-shortmessage_file", log,
            "-trace_err", .. Tolerant, server,
        ];
        return new SippCallers(Start("uac-waits", port, speaks, arguments), prefix, port, calls, log);
    }

    /// <summary>What is not expected does not end a call: it is lost when what is expected does not come.</summary>
    private static string[] Tolerant => ["-default_behaviors", "all,-abortunexp"];

    private PeerProcess Start(string scenario, int port, bool speaks, IEnumerable<string> arguments)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, $"sipp-{Places.Text(++runs)}")).FullName;
        var path = Path.Combine(own, $"{scenario}.xml");
        var lines = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "sipp", $"{scenario}.xml"))
            .Where(line => speaks || !line.Contains("rtp_stream=", StringComparison.Ordinal));
        var speech = speaks ? RawSpeech(own) : "";
        File.WriteAllText(path, string.Join('\n', lines).Replace("@SPEECH@", speech, StringComparison.Ordinal));
        string[] common = ["-sf", path, "-i", Here, "-mi", Here, "-p", Places.Text(port), "-t", "u1", "-nostdin"];
        return PeerProcess.Start(Shell.Find("sipp")!, [.. common, .. arguments], own);
    }

    /// <summary>sipp plays bare A-law.</summary>
    private static string RawSpeech(string folder)
    {
        if (!WavFile.TryRead(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "speech", "alice.wav")), out var wav))
            throw new InvalidOperationException("The speech is no WAV file.");
        var samples = wav.Channel(0);
        var codes = new byte[samples.Length];
        G711.EncodeALaw(samples, codes);
        var path = Path.Combine(folder, "speech.alaw");
        File.WriteAllBytes(path, codes);
        return path;
    }
}
