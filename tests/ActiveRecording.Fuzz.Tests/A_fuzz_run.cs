namespace ActiveRecording.Fuzz.Tests;

public sealed class A_fuzz_run : IDisposable
{
    private readonly string findings = Directory.CreateTempSubdirectory("fuzz-").FullName;
    private readonly StringWriter log = new();

    [Fact]
    public void Finds_what_throws_and_keeps_a_short_input_that_shows_it()
    {
        var run = Run(input => input.Contains((byte)'"') && input.Contains((byte)'<') ? throw new InvalidOperationException("planted") : "read");

        Assert.Equal(1, run.Failures);
        Assert.Equal("\"<", string.Concat(Finding().Select(value => (char)value).Order()));
        Assert.Contains("throws InvalidOperationException: planted", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_what_allocates_too_much()
    {
        var run = Run(input => input.Length > 200 ? $"{new byte[2_000_000].Length}" : "read");

        Assert.Equal(1, run.Failures);
        Assert.Equal(201, Finding().Length);
        Assert.Contains("allocates 2", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_what_does_not_hold()
    {
        Run(_ => throw new FuzzException("does not hold"));

        Assert.Empty(Finding());
        Assert.Contains("sdp: does not hold", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_repeated_by_its_seed()
    {
        var first = new List<int>();
        var second = new List<int>();

        Run(input => Note(first, input));
        Run(input => Note(second, input));

        var common = Math.Min(first.Count, second.Count);
        Assert.True(common > 20);
        Assert.Equal(first.Take(common), second.Take(common));

        static string Note(List<int> seen, byte[] input)
        {
            var hash = new HashCode();
            hash.AddBytes(input);
            seen.Add(hash.ToHashCode());
            return "read";
        }
    }

    [Fact]
    public void Says_at_the_end_how_much_was_done()
    {
        var run = Run(_ => "read");

        Assert.Matches("""^{"target":"sdp","runs":\d+,"failures":0}$""", run.ToJson());
        Assert.Empty(Directory.GetFiles(findings));
    }

    [Fact]
    public void Tells_of_an_input_that_ended_the_process_before()
    {
        File.WriteAllBytes(Path.Combine(findings, "sdp.running"), [.. BitConverter.GetBytes(3), .. "abc"u8, 0, 0]);

        Run(_ => "read");

        Assert.Equal("abc"u8, Finding());
    }

    public void Dispose()
    {
        Directory.Delete(findings, recursive: true);
        log.Dispose();
    }

    private FuzzRun Run(Func<byte[], string> check)
    {
        var run = new FuzzRun(new Planted(check), seed: 1, TimeSpan.FromMilliseconds(300), findings, log);
        run.Run();
        return run;
    }

    private byte[] Finding() => File.ReadAllBytes(Assert.Single(Directory.GetFiles(findings, "*.bin")));

    /// <summary>A target whose fault is known.</summary>
    private sealed class Planted(Func<byte[], string> check) : FuzzTarget
    {
        public override string Name => "sdp";

        public override IReadOnlyList<string> Words { get; } = ["\"", "<"];

        public override TimeSpan TimeLimit => TimeSpan.FromSeconds(5);

        public override long AllocationLimit(int inputBytes) => 1_000_000;

        public override string Check(byte[] input) => check(input);
    }
}
