namespace ActiveRecording.Host.Tests.Hocon;

public sealed class What_HOCON_refuses
{
    [Theory]
    [InlineData("a", 1, 2, "'=', ':', '+=' or '{' is expected after the key a")]
    [InlineData("a = ", 1, 5, "a has no value")]
    [InlineData("a =\nb = 2", 2, 3, "'=' may not stand in an unquoted value")]
    [InlineData("\n\n  = 1", 3, 3, "a key is expected here, found '='")]
    [InlineData("a b = 1", 1, 3, "is expected after the key a, found 'b'")]
    [InlineData("a..b = 1", 1, 3, "a key is expected here, found '.'")]
    [InlineData("a = 127.0.0.1:5060", 1, 14, "put the value in quotes")]
    [InlineData("a = 1\nb = \"open", 2, 5, "does not end on its line")]
    [InlineData("a = \"\\x\"", 1, 7, "unknown escape")]
    [InlineData("a = \"\\u12g4\"", 1, 7, "four hexadecimal digits")]
    [InlineData("a = \"\"\"open", 1, 5, "never closed")]
    [InlineData("a { b = 1", 1, 3, "never closed with '}'")]
    [InlineData("a = [1", 1, 5, "never closed with ']'")]
    [InlineData("a = [1,,2]", 1, 8, "the list's item has no value")]
    [InlineData("a = 1 }", 1, 7, "the end of the file is expected")]
    [InlineData("a = 1 ]", 1, 7, "is expected here, found ']'")]
    [InlineData("a = $b", 1, 5, "'$' stands only in ${path}")]
    [InlineData("a = ${b", 1, 5, "not closed with '}'")]
    [InlineData("a = null", 1, 5, "null is not supported")]
    [InlineData("include other.conf", 1, 1, "in quotes")]
    public void Syntax(string text, int line, int column, string problem) => Expect(text, line, column, problem);

    [Theory]
    [InlineData("a = ${b}", 1, 5, "neither a key of the configuration nor an environment variable")]
    [InlineData("a = ${a}", 1, 5, "leads to itself")]
    [InlineData("a = ${b}\nb = ${c}\nc = ${a}", 3, 5, "leads to itself")]
    [InlineData("a { b = ${a} }", 1, 9, "leads to itself")]
    [InlineData("a = 1\nb = ${a} [2]", 2, 10, "a list stands beside a single value")]
    [InlineData("a = {} 1", 1, 8, "a single value stands beside an object")]
    [InlineData("a = 1\na += 2", 2, 1, "'+=' needs a list before it, at test.conf:1:5 stands a single value")]
    public void Meaning(string text, int line, int column, string problem) => Expect(text, line, column, problem);

    private static void Expect(string text, int line, int column, string problem)
    {
        var refused = Resolved.Refused(text);

        Assert.Contains(problem, refused.Problem, StringComparison.Ordinal);
        Assert.Equal((line, column), (refused.At.Line, refused.At.Column));
        Assert.StartsWith($"test.conf:{line}:{column}: ", refused.Message, StringComparison.Ordinal);
    }
}
