using System.Globalization;
using System.Text.RegularExpressions;
using ActiveRecording.Benchmarks.Load;

namespace ActiveRecording.Benchmarks.Relay;

/// <summary>
/// rtpengine in user space: offer and answer for each call, and a subscription to both parties that copies each of their packets to a
/// recorder.
/// </summary>
internal sealed partial class Rtpengine : IRelay
{
    private static readonly string[] Flags = ["trust-address"];
    private static readonly string[] Replaced = ["origin", "session-connection"];
    private readonly ChildProcess process;
    private readonly List<(int A, int B)> legs = [];

    public Rtpengine(LoadLayout layout)
    {
        var control = FreePorts.Even(1)[0];
        process = new ChildProcess(
            "rtpengine", "--table=-1", "--interface=127.0.0.1", $"--listen-ng=127.0.0.1:{control}", "--port-min=20000", "--port-max=39999",
            "--foreground", "--log-stderr", "--log-level=3", "--timeout=3600", "--silent-timeout=3600", "--delete-delay=0", "--num-threads=1");
        try
        {
            using var ng = new NgClient(control);
            ng.Ask("ping");
            for (var number = 0; number < layout.Calls.Count; number++) legs.Add(SetUp(ng, number, layout.Calls[number]));
            process.Settle();
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>Whether it is installed and answers.</summary>
    public static bool CanRun(out string reason)
    {
        (reason, var folders) = ("it is not installed", (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'));
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "rtpengine")))) return false;
        try
        {
            using var nobody = new LoadLayout(0, Recorders.None);
            using var answering = new Rtpengine(nobody);
            return true;
        }
        catch (InvalidOperationException wrong)
        {
            reason = wrong.Message;
            return false;
        }
    }

    public int ProcessId => process.Id;

    public IReadOnlyList<(int A, int B)> Legs => legs;

    public void Dispose() => process.Dispose();

    /// <returns>The port in its answer, which is A's, and that in the offer it passed on, which is B's.</returns>
    private static (int A, int B) SetUp(NgClient ng, int number, LoadCall call)
    {
        var (id, tagA, tagB) = ($"bench-{number}", $"A{number}", $"B{number}");
        var offered = ng.Ask(
            "offer", ("call-id", id), ("from-tag", tagA), ("sdp", Describe("sendrecv", call.PeerA)),
            ("flags", Flags), ("replace", Replaced), ("ICE", "remove"));
        var answered = ng.Ask(
            "answer", ("call-id", id), ("from-tag", tagA), ("to-tag", tagB), ("sdp", Describe("sendrecv", call.PeerB)),
            ("flags", Flags), ("replace", Replaced), ("ICE", "remove"));
        if (call.RecorderA != 0)
        {
            string[] tags = [tagA, tagB];
            var subscribed = ng.Ask("subscribe request", ("call-id", id), ("from-tags", tags));
            ng.Ask(
                "subscribe answer", ("call-id", id), ("to-tag", subscribed["to-tag"]),
                ("sdp", Describe("recvonly", call.RecorderA, call.RecorderB)));
        }

        return (PortOf(answered), PortOf(offered));
    }

    private static int PortOf(Dictionary<string, object> reply) =>
        int.Parse(MediaPort().Match((string)reply["sdp"]).Groups["port"].Value, CultureInfo.InvariantCulture);

    private static string Describe(string direction, params int[] ports) =>
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=bench\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n" + string.Concat(ports.Select(port =>
            $"m=audio {port} RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\na=ptime:20\r\na={direction}\r\n"));

    [GeneratedRegex(@"^m=audio (?<port>\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex MediaPort();
}
