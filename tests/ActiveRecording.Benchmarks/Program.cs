using ActiveRecording.Benchmarks;
using ActiveRecording.Benchmarks.Journals;
using ActiveRecording.Benchmarks.Recorder;
using ActiveRecording.Benchmarks.Recovery;

var benchmarks = new SortedDictionary<string, Func<BenchmarkResult>>(StringComparer.Ordinal)
{
    ["journal"] = JournalBenchmark.Run,
    ["links"] = LinksBenchmark.Run,
    ["mailbox"] = MailboxBenchmark.Run,
    ["render"] = RenderBenchmark.Run,
    ["recovery"] = RecoveryBenchmark.Run,
    ["sip"] = SipBenchmark.Run,
};

var names = args.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal)).ToArray();
foreach (var name in names.Length > 0 ? names : [.. benchmarks.Keys])
{
    if (!benchmarks.TryGetValue(name, out var run))
    {
        Console.Error.WriteLine($"There is no benchmark '{name}'. These are: {string.Join(", ", benchmarks.Keys)}.");
        return 2;
    }

    var result = run();
    if (!args.Contains("--json")) Console.Write(result.ToTable());
    Console.WriteLine(result.ToJson());
}

return 0;
