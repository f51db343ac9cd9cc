#:property PublishAot=false
#:property TreatWarningsAsErrors=false
#:property RestorePackagesWithLockFile=false
#:property ManagePackageVersionsCentrally=false
// The build program: `./build.sh VERB …`. Every verb ends with the exit code of what it ran.
using System.Diagnostics;
using System.Globalization;

var verbs = new SortedDictionary<string, (string Says, Func<string[], int> Run)>(StringComparer.Ordinal)
{
    ["build"] = ("build                       compile everything", _ => Dotnet("build", Solution, "-v", "q")),
    ["test"] = ("test [Room]                 the tests that need only the SDK, of one room or of all", Test),
    ["tidy"] = ("tidy                        formatting and the laws of the house", Tidy),
    ["flows"] = ("flows [--accept]            golden ladders under virtual time; --accept rewrites them", Flows),
    ["interop"] = ("interop                     real phones, SIP load, a proxy, a real database: baresip, sipp, Kamailio, PostgreSQL", Interop),
    ["fuzz"] = ("fuzz [TARGET] [--seconds N] [--seed N] [--input FILE]  mutated input for every parser, a minute in all", Fuzz),
    ["bench"] = ("bench [NAME] [--json] [--runs N] [--seconds N] [--calls N] [--plot FILE]  measure ours against a baseline in the same run", Bench),
    ["sim"] = ("sim [--seed N] [--runs N] [--node | --cluster]  a node on a bad network: every message of every flow spoilt, then N draws; a cluster in trouble: N seeds", Sim),
    ["cluster-test"] = ("cluster-test [FAULT…] [--json]  three nodes and a database under load; kill, stop, link-cut, database-cut, database-restart, rolling-restart", ClusterTest),
    ["sample"] = ("sample NAME                 run a sample", Sample),
};

if (args.Length > 0 && verbs.TryGetValue(args[0], out var verb)) return verb.Run(args[1..]);

Console.Error.WriteLine(args.Length == 0 ? "Say what to do:" : $"There is no verb '{args[0]}'. These are:");
foreach (var (says, _) in verbs.Values) Console.Error.WriteLine($"  ./build.sh {says}");
return 2;

static int Test(string[] rest) => rest switch
{
    [] => ThenKnownGaps(Dotnet("test", Solution, "--nologo")),
    [var room] when TestProject(room) is { } project => Dotnet("test", project, "--nologo"),
    _ => Fail($"There are no tests called '{rest[0]}'. These are: {string.Join(", ", TestNames())}."),
};

// Prints the tests that show what is not as a specification asks.
static int ThenKnownGaps(int exitCode)
{
    var gaps = Directory.GetFiles("tests", "*.cs", SearchOption.AllDirectories)
        .SelectMany(File.ReadLines)
        .Where(line => line.TrimStart().StartsWith("[KnownGap(", StringComparison.Ordinal))
        .Select(line => line.Trim())
        .ToList();
    foreach (var gap in gaps) Console.Error.WriteLine($"  {gap}");
    Console.Error.WriteLine($"{gaps.Count} known gaps");
    return exitCode;
}

static int Tidy(string[] rest)
{
    var format = Dotnet("format", "whitespace", Solution, "--verify-no-changes");
    var laws = Dotnet("test", "tests/ActiveRecording.ArchitectureTests", "--nologo");
    return format != 0 ? format : laws;
}

static int Flows(string[] rest)
{
    if (rest.Contains("--accept", StringComparer.Ordinal)) Environment.SetEnvironmentVariable("FLOWS_ACCEPT", "1");
    return Dotnet("test", "tests/ActiveRecording.SystemTests", "--nologo");
}

static int Interop(string[] rest)
{
    Environment.SetEnvironmentVariable("REQUIRE_PEERS", "1");
    string[] journals = rest.Length > 0 ? rest : ["--filter", "FullyQualifiedName~Postgres"];
    var phones = Dotnet(["test", "tests/ActiveRecording.InteropTests", "--nologo", .. rest]);
    var database = Dotnet(["test", "tests/ActiveRecording.Journals.Tests", "--nologo", .. journals]);
    var host = Dotnet(["test", "tests/ActiveRecording.Host.Tests", "--nologo", .. journals]);
    var damage = Dotnet(["test", "tests/ActiveRecording.SystemTests", "--nologo", .. journals]);
    return phones != 0 ? phones : database != 0 ? database : host != 0 ? host : damage;
}

static int Fuzz(string[] rest) =>
    Dotnet(["run", "-c", "Release", "--project", "tests/ActiveRecording.Fuzz", "--", .. rest]);

// The last line is for programs: {"runs":…,"failed":…,"firstFailingSeed":…}.
static int Sim(string[] rest)
{
    var seed = Option(rest, "--seed") ?? (ulong)Random.Shared.NextInt64(1, int.MaxValue);
    string[] halves = rest.Contains("--node", StringComparer.Ordinal) ? ["A_network_with_faults"]
        : rest.Contains("--cluster", StringComparer.Ordinal) ? ["A_cluster_with_faults"]
        : ["A_network_with_faults", "A_cluster_with_faults"];
    var report = Path.GetTempFileName();
    Console.Error.WriteLine($"seed {seed}");
    Environment.SetEnvironmentVariable("FAULTS_FULL", "1");
    Environment.SetEnvironmentVariable("FAULTS_SEED", $"{seed}");
    Environment.SetEnvironmentVariable("FAULTS_RUNS", $"{Option(rest, "--runs") ?? 5000}");
    Environment.SetEnvironmentVariable("CLUSTER_SEED", $"{seed}");
    Environment.SetEnvironmentVariable("CLUSTER_RUNS", $"{Option(rest, "--runs") ?? 200}");
    Environment.SetEnvironmentVariable("FAULTS_REPORT", report);
    var seen = Path.GetTempFileName();
    Environment.SetEnvironmentVariable("CLUSTER_REPORT", seen);
    var exitCode = Dotnet(
        "test", "tests/ActiveRecording.SystemTests", "-c", "Release", "-v", "q", "--nologo", "--logger", "console;verbosity=minimal",
        "--filter", string.Join('|', halves.Select(half => $"FullyQualifiedName~{half}")));
    foreach (var run in File.ReadAllLines(seen)) Console.Error.WriteLine(run);
    File.Delete(seen);
    var lines = File.ReadAllLines(report).Select(line => line.Split(' ')).ToList();
    File.Delete(report);
    var first = lines.Select(line => line[2]).FirstOrDefault(name => name.Length > 0)?.Split('/')[1] ?? "null";
    Console.WriteLine(
        $"{{\"runs\":{lines.Sum(line => int.Parse(line[0]))},\"failed\":{lines.Sum(line => int.Parse(line[1]))},\"firstFailingSeed\":{first}}}");
    return exitCode;
}

static ulong? Option(string[] rest, string name) =>
    Array.IndexOf(rest, name) is >= 0 and var at && at + 1 < rest.Length ? ulong.Parse(rest[at + 1], CultureInfo.InvariantCulture) : null;

static int Bench(string[] rest) =>
    Dotnet(["run", "-c", "Release", "--project", "tests/ActiveRecording.Benchmarks", "--", .. rest]);

// As root only, in a network of its own; 77 where that is not to be had. The last line is for programs.
static int ClusterTest(string[] rest) =>
    Dotnet(["run", "-c", "Release", "--project", "tests/ActiveRecording.ClusterTests", "--", .. rest]);

static int Sample(string[] rest) => rest is [var name, .. var more] && Directory.Exists($"samples/{name}")
    ? Dotnet(["run", "--project", $"samples/{name}", "--", .. more])
    : Fail($"Name a sample: {string.Join(", ", Directory.GetDirectories("samples").Select(Path.GetFileName))}.");

static string? TestProject(string room) => TestNames()
    .FirstOrDefault(name => name.Equals(room, StringComparison.OrdinalIgnoreCase)
        || name.Equals($"{room}.Tests", StringComparison.OrdinalIgnoreCase)) is { } found
    ? $"tests/ActiveRecording.{found}"
    : null;

static IEnumerable<string> TestNames() => Directory.GetDirectories("tests")
    .Select(path => Path.GetFileName(path).Replace("ActiveRecording.", "", StringComparison.Ordinal)).Order();

static int Fail(string says)
{
    Console.Error.WriteLine(says);
    return 2;
}

static int Dotnet(params string[] arguments)
{
    var watch = Stopwatch.StartNew();
    using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false })!;
    process.WaitForExit();
    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"dotnet {string.Join(' ', arguments.Take(2))}: exit {process.ExitCode} after {watch.Elapsed.TotalSeconds:F0} s"));
    return process.ExitCode;
}

internal static partial class Program
{
    private const string Solution = "ActiveRecording.sln";
}
