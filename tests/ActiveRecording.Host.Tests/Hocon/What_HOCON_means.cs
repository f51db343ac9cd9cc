namespace ActiveRecording.Host.Tests.Hocon;

public sealed class What_HOCON_means
{
    [Theory]
    [InlineData("", "{}")]
    [InlineData("# only a comment", "{}")]
    [InlineData("\uFEFFa = 1", "{a: '1'}")]
    [InlineData("{ a = 1 }", "{a: '1'}")]
    [InlineData("a=1\nb:2\nc{d=3}", "{a: '1', b: '2', c: {d: '3'}}")]
    [InlineData("a = 1 # why\nb = 2 // because", "{a: '1', b: '2'}")]
    [InlineData("a = 1, b = 2,", "{a: '1', b: '2'}")]
    [InlineData("a = 1\r\nb = 2\r\n", "{a: '1', b: '2'}")]
    [InlineData("a.b.c = 1\na.b.d = 2", "{a: {b: {c: '1', d: '2'}}}")]
    [InlineData("\"a.b\".c = 1", "{a.b: {c: '1'}}")]
    [InlineData("a =\n  { b = 1 }", "{a: {b: '1'}}")]
    [InlineData("1001 { record = yes }", "{1001: {record: 'yes'}}")]
    [InlineData("include-me = 1", "{include-me: '1'}")]
    public void Keys(string text, string meaning) => Assert.Equal(meaning, Resolved.Show(text));

    [Theory]
    [InlineData("a = some words here  ", "{a: 'some words here'}")]
    [InlineData("a = 500 ms", "{a: '500 ms'}")]
    [InlineData("a = \"quoted # not a comment\"", "{a: 'quoted # not a comment'}")]
    [InlineData("a = \"\\\"\\\\\\/\\t\\u00e9\"", "{a: '\"\\/\té'}")]
    [InlineData("a = \"\"\"raw \\n \"text\"\"\"\"", "{a: 'raw \\n \"text\"'}")]
    [InlineData("a = \"\"\"two\nlines\"\"\"", "{a: 'two\nlines'}")]
    [InlineData("a = \"\"", "{a: ''}")]
    [InlineData("a = http\nb = a/b", "{a: 'http', b: 'a/b'}")]
    [InlineData("a = \"<sip:127.0.0.1:5160;lr>\"", "{a: '<sip:127.0.0.1:5160;lr>'}")]
    public void Strings(string text, string meaning) => Assert.Equal(meaning, Resolved.Show(text));

    [Theory]
    [InlineData("a = []", "{a: []}")]
    [InlineData("a = [1, 2\n 3,\n]", "{a: ['1', '2', '3']}")]
    [InlineData("a = [ # first\n 1 // one\n]", "{a: ['1']}")]
    [InlineData("a = [{b=1},{b=2}]", "{a: [{b: '1'}, {b: '2'}]}")]
    [InlineData("a = [[1],[2,3]]", "{a: [['1'], ['2', '3']]}")]
    [InlineData("a = [1] [2]", "{a: ['1', '2']}")]
    [InlineData("a += 1\na += 2", "{a: ['1', '2']}")]
    [InlineData("a = [1]\na += {b=2}", "{a: ['1', {b: '2'}]}")]
    public void Lists(string text, string meaning) => Assert.Equal(meaning, Resolved.Show(text));

    [Theory]
    [InlineData("a = 1\na = 2", "{a: '2'}")]
    [InlineData("a { b = 1 }\na { c = 2 }", "{a: {b: '1', c: '2'}}")]
    [InlineData("a { b = 1 }\na = 3\na { c = 2 }", "{a: {c: '2'}}")]
    [InlineData("a = { b = 1 } { c = 2 }", "{a: {b: '1', c: '2'}}")]
    [InlineData("a { b { c = 1 } }\na.b.c = 2", "{a: {b: {c: '2'}}}")]
    [InlineData("a = [1]\na = [2]", "{a: ['2']}")]
    public void Later_over_earlier(string text, string meaning) => Assert.Equal(meaning, Resolved.Show(text));

    [Theory]
    [InlineData("a = ${b}\nb = 1", "{a: '1', b: '1'}")]
    [InlineData("a = ${b.c}/x\nb { c = y }", "{a: 'y/x', b: {c: 'y'}}")]
    [InlineData("a { x = ${a.y}, y = 1 }", "{a: {x: '1', y: '1'}}")]
    [InlineData("a { b = 1 }\nc = ${a} { d = 2 }", "{a: {b: '1'}, c: {b: '1', d: '2'}}")]
    [InlineData("a { b = 1 }\nc = ${a}\nc { b = 2 }\nd = ${c.b}", "{a: {b: '1'}, c: {b: '2'}, d: '2'}")]
    [InlineData("a = [1]\nb = ${a} [2]", "{a: ['1'], b: ['1', '2']}")]
    [InlineData("a = one\na = ${a} two", "{a: 'one two'}")]
    [InlineData("a = [1]\na = ${a} [2]", "{a: ['1', '2']}")]
    [InlineData("a = 1\na = ${?b}", "{a: '1'}")]
    [InlineData("a = ${?b}", "{}")]
    [InlineData("a = x ${?b}", "{a: 'x'}")]
    [InlineData("a = [1, ${?b}]", "{a: ['1']}")]
    [InlineData("a = \"${b}\"", "{a: '${b}'}")]
    [InlineData("a = ${\"b.c\"}\n\"b.c\" = 1", "{a: '1', b.c: '1'}")]
    public void Substitutions(string text, string meaning) => Assert.Equal(meaning, Resolved.Show(text));

    [Fact]
    public void Environment_variables_stand_in_for_keys_that_are_not_there()
    {
        static string? Environment(string name) => name is "SIP_HOST" ? "10.0.0.1" : null;

        var resolved = Resolved.From("a = ${SIP_HOST}\nb = ${?SIP_PORT}\nSIP = 1\nc = ${SIP}", Environment);

        Assert.Equal("{a: '10.0.0.1', SIP: '1', c: '1'}", Resolved.Show(resolved));
    }
}
