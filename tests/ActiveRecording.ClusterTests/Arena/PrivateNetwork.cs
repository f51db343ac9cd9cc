using System.Diagnostics;
using System.Globalization;

namespace ActiveRecording.ClusterTests.Arena;

/// <summary>
/// A network of this program's own: a namespace with nothing but a loopback, where links are cut by routing what a user
/// sends to an address into a device that swallows it. Nobody is told, as with a broken cable.
/// </summary>
internal static class PrivateNetwork
{
    private const string Mark = "CLUSTER_TEST_INSIDE";
    private const string Void = "void";
    private const string VoidTable = "50";
    private const string LocalRule = "1000";
    private static int nextRule = 10;

    /// <summary>Whether this process is inside already.</summary>
    public static bool IsInside => Environment.GetEnvironmentVariable(Mark) is not null;

    /// <summary>
    /// Runs this program again inside, in a process namespace too: when it ends, so does all that it started. It goes before
    /// other work of the machine, which would be measured with it.
    /// </summary>
    /// <returns>Its exit code.</returns>
    public static int RunInside(string[] arguments)
    {
        string[] inside = ["nice", "-n", "-10", "unshare", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"];
        var program = Path.Combine(AppContext.BaseDirectory, "ActiveRecording.ClusterTests.dll");
        var start = new ProcessStartInfo("setpriv", ["--pdeathsig", "KILL", .. inside, "dotnet", program, .. arguments])
        {
            UseShellExecute = false,
        };
        start.Environment[Mark] = "1";
        using var run = Process.Start(start)!;
        run.WaitForExit();
        return run.ExitCode;
    }

    /// <summary>Why this machine cannot have one; null if it can.</summary>
    public static string? Problem()
    {
        if (Environment.UserName is not "root") return "it needs to be root";
        string[] needed = ["unshare", "setpriv", "ip", "ss", "sipp", "baresip"];
        if (needed.FirstOrDefault(static program => Shell.Find(program) is null) is { } missing)
            return $"{missing} is not installed";
        if (Tests.PostgresCluster.Binaries is null) return "PostgreSQL is not installed";
        try
        {
            Shell.Run("unshare", "--net", "--pid", "--fork", "--kill-child", "--mount-proc", "ip", "link", "set", "lo", "up");
            return null;
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message.Trim();
        }
    }

    /// <summary>Brings the loopback up and moves its rule behind those that cut.</summary>
    public static void SetUp()
    {
        Ip("link", "set", "lo", "up");
        Ip("link", "add", Void, "type", "ifb");
        Ip("link", "set", Void, "arp", "off", "up");
        File.WriteAllText($"/proc/sys/net/ipv4/conf/{Void}/route_localnet", "1");
        Ip("route", "add", "default", "dev", Void, "table", VoidTable);
        Ip("rule", "add", "pref", LocalRule, "table", "local");
        Ip("rule", "del", "pref", "0");
    }

    /// <summary>From now on nothing that matches arrives, until disposed.</summary>
    /// <param name="selectors">As <c>ip rule</c> has them, for example <c>uidrange 20011-20011 to 127.0.0.12</c>.</param>
    public static IDisposable Cut(params string[] selectors)
    {
        var rules = selectors.Select(static _ => Places.Text(Interlocked.Increment(ref nextRule))).ToList();
        foreach (var (rule, selector) in rules.Zip(selectors))
            Ip(["rule", "add", "pref", rule, .. selector.Split(' '), "lookup", VoidTable]);
        return new Healing(rules);
    }

    /// <summary>The processes that have a UDP port of an address open.</summary>
    public static IReadOnlyList<int> UsersOf(string address, int port) =>
    [
        .. Shell.Run("ss", "-Hlunp", "src", $"{address}:{port}").Split("pid=").Skip(1)
            .Select(static rest => int.Parse(rest.Split(',')[0], CultureInfo.InvariantCulture)).Distinct(),
    ];

    private static void Ip(params string[] arguments) => Shell.Run("ip", arguments);

    private sealed class Healing(IReadOnlyList<string> rules) : IDisposable
    {
        private bool isHealed;

        public void Dispose()
        {
            if (isHealed) return;
            isHealed = true;
            foreach (var rule in rules) Ip("rule", "del", "pref", rule);
        }
    }
}
