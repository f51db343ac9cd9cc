using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace ActiveRecording.Fuzz;

/// <summary>Corpus first, then mutations of it until the time is over. The seed decides everything but where it ends.</summary>
public sealed class FuzzRun(FuzzTarget target, int seed, TimeSpan time, string findings, TextWriter log)
{
    private const int MaxOutcomes = 2_000;
    private const int MaxFailures = 10;
    private readonly Judge judge = new(target);
    private readonly HashSet<string> outcomes = [];
    private readonly HashSet<string> failures = [];
    private readonly List<byte[]> pool = [];
    private long runs;

    /// <summary>How many inputs failed, each in a way of its own.</summary>
    public int Failures => failures.Count;

    /// <summary>Runs; what fails is written to a file and told.</summary>
    public void Run()
    {
        log.WriteLine($"{target.Name}: seed {seed}");
        Directory.CreateDirectory(findings);
        var random = new Random(seed);
        var mutator = new Mutator(target, random);
        var watch = Stopwatch.StartNew();
        var underTest = Path.Combine(findings, $"{target.Name}.running");
        if (InputUnderTest.TryRecover(underTest, out var fatal)) Tell(fatal, "ended the process that ran it last");

        using var file = new InputUnderTest(underTest, judge);
        foreach (var path in Corpus.Files(target)) Try(File.ReadAllBytes(path), file, keep: true);
        while (pool.Count > 0 && watch.Elapsed < time && failures.Count < MaxFailures)
        {
            var input = mutator.Mutate(pool[random.Next(pool.Count)], pool[random.Next(pool.Count)]);
            Try(input, file, keep: false);
        }

        log.WriteLine($"{target.Name}: {runs} inputs, {outcomes.Count} different outcomes");
    }

    /// <summary>One line: <c>{"target":…,"runs":…,"failures":…}</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new Dictionary<string, object>(StringComparer.Ordinal) { ["target"] = target.Name, ["runs"] = runs, ["failures"] = Failures });

    private void Try(byte[] input, InputUnderTest file, bool keep)
    {
        runs++;
        file.Set(input);
        var wrong = judge.Try(input, out var outcome);
        if (wrong is not null) Report(input, wrong);
        else if (keep || (outcomes.Count < MaxOutcomes && outcomes.Add(outcome))) pool.Add(input);
    }

    private void Report(byte[] input, string wrong)
    {
        if (!failures.Add(KindOf(wrong))) return;
        Tell(Shrinker.Shrink(input, shorter => judge.Try(shorter, out _) is { } also && KindOf(also) == KindOf(wrong)), wrong);
    }

    private void Tell(byte[] input, string wrong)
    {
        failures.Add(KindOf(wrong));
        var path = Path.Combine(findings, string.Create(CultureInfo.InvariantCulture, $"{target.Name}-{seed}-{failures.Count}.bin"));
        File.WriteAllBytes(path, input);
        log.WriteLine($"{target.Name}: {wrong}");
        log.WriteLine($"  ./build.sh fuzz {target.Name} --input {path}");
    }

    /// <summary>What is wrong without its numbers.</summary>
    private static string KindOf(string wrong) => new([.. wrong.Where(character => !char.IsAsciiDigit(character))]);
}
