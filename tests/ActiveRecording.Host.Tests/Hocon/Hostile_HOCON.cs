using System.Text;
using ActiveRecording.Host.Hocon;

namespace ActiveRecording.Host.Tests.Hocon;

public sealed class Hostile_HOCON
{
    private const string Sample = """
        # quickstart
        include-like = 1, a.b."c d" { e = [1, two words, "q\u0041\n", {f=${x}}], g += 3 }
        x = 5 s // duration
        y = ${x} ${?ABSENT} "tail"
        z = ${a} { e = [] }
        raw = "" + "" 
        t = "three"
        """;

    [Theory]
    [InlineData(64)]
    [InlineData(100_000)]
    public void Nested_deeply_is_refused_and_does_not_overflow_the_stack(int depth)
    {
        foreach (var (open, close) in new[] { ("[", "]"), ("{a=", "}") })
        {
            var text = $"a = {Repeat(open, depth)}1{Repeat(close, depth)}";
            if (depth <= 64) Resolved.From(text);
            else Assert.Contains("nested", Resolved.Refused(text).Problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void That_doubles_with_every_line_is_refused()
    {
        var text = new StringBuilder("a0 = [1,1]\n");
        for (var i = 1; i <= 30; i++) text.Append($"a{i} = ${{a{i - 1}}} ${{a{i - 1}}}\n");

        // 2^30 elements: it would not end, nor fit into memory.
        Assert.Contains("too much", Resolved.Refused(text.ToString()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_long_chain_of_substitutions_is_refused()
    {
        var text = string.Concat(Enumerable.Range(0, 5_000).Select(i => $"a{i} = ${{a{i + 1}}}\n")) + "a5000 = 1";

        Assert.Contains("deep", Resolved.Refused(text).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_path_of_a_thousand_elements_is_refused() =>
        Assert.Contains("at most 32", Resolved.Refused(string.Join('.', Enumerable.Repeat("a", 1_000)) + " = 1").Problem, StringComparison.Ordinal);

    [Fact]
    public void Of_more_than_a_mebibyte_is_refused() =>
        Assert.Contains("more than", Resolved.Refused(new string('#', HoconLimits.FileCharacters + 1)).Problem, StringComparison.Ordinal);

    [Fact]
    public void As_long_as_allowed_is_read()
    {
        var once = Resolved.From(Repeat("a.b=1\n", HoconLimits.FileCharacters / 6));
        var many = Resolved.From(string.Concat(Enumerable.Range(0, 70_000).Select(i => $"a{i}.b=1\n")));

        Assert.Equal("{a: {b: '1'}}", Resolved.Show(once));
        Assert.Equal(70_000, many.Entries.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Mutated_at_random_is_read_or_refused_with_a_place(int seed)
    {
        var random = new Random(seed);
        var alphabet = "{}[]\"\\$?=:,+.#/\n\r\t a1\0é\ud800";
        for (var run = 0; run < 4_000; run++)
        {
            var text = new StringBuilder(Sample);
            for (var change = random.Next(1, 8); change > 0; change--)
            {
                var at = random.Next(text.Length);
                if (random.Next(3) == 0) text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at));
                else text.Insert(at, alphabet[random.Next(alphabet.Length)]);
                if (text.Length == 0) text.Append('x');
            }
            ReadOrRefuse(text.ToString());
        }
    }

    [Fact]
    public void Cut_anywhere_is_read_or_refused_with_a_place()
    {
        for (var length = 0; length <= Sample.Length; length++) ReadOrRefuse(Sample[..length]);
    }

    private static void ReadOrRefuse(string text)
    {
        try
        {
            Resolved.From(text);
        }
        catch (HoconException refused)
        {
            var lines = text.Count(static c => c == '\n') + 1;
            Assert.InRange(refused.At.Line, 1, lines);
            Assert.NotEmpty(refused.Problem);
        }
    }

    private static string Repeat(string what, int times) => string.Concat(Enumerable.Repeat(what, times));
}
