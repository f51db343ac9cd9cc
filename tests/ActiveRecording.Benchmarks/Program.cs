using ActiveRecording.Benchmarks;
using ActiveRecording.Benchmarks.Journals;
using ActiveRecording.Benchmarks.Mix;
using ActiveRecording.Benchmarks.Recorder;
using ActiveRecording.Benchmarks.Recovery;
using ActiveRecording.Benchmarks.Relay;

if (args is [OwnRelay.Argument]) return OwnRelayProcess.Run();

BenchOptions options;
try
{
    options = BenchOptions.Parse(args);
}
catch (FormatException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}

if (args is [RecordingLoad.Verb, .. var load])
{
    await RecordingLoad.RunAsync(load);
    return 0;
}

var benchmarks = new SortedDictionary<string, Func<BenchmarkResult>>(StringComparer.Ordinal)
{
    ["impaired"] = () => ImpairedBenchmark.Run(options),
    ["journal"] = JournalBenchmark.Run,
    ["links"] = LinksBenchmark.Run,
    ["mailbox"] = MailboxBenchmark.Run,
    ["mix"] = () => MixBenchmark.Run(options),
    ["render"] = RenderBenchmark.Run,
    ["recorder"] = RecorderBenchmark.Run,
    ["recovery"] = RecoveryBenchmark.Run,
    ["relay"] = () => RelayBenchmark.Run(options),
    ["sip"] = SipBenchmark.Run,
};

foreach (var name in options.Names.Count > 0 ? options.Names : [.. benchmarks.Keys])
{
    if (!benchmarks.TryGetValue(name, out var run))
    {
        Console.Error.WriteLine($"There is no benchmark '{name}'. These are: {string.Join(", ", benchmarks.Keys)}.");
        return 2;
    }

    var result = run();
    if (!options.IsJson) Console.Write(result.ToTable());
    Console.WriteLine(result.ToJson());
}

return 0;
