using ActiveRecording.Host.Hocon;
using Microsoft.Extensions.Configuration;

namespace ActiveRecording.Host.Tests.Hocon;

public sealed class A_configuration_file : IDisposable
{
    private const string Reference = """
        node { name = node-1, roles = [a, b] }
        sip { port = 5060, timers { t1 = 500 ms } }
        dns {
          any { record = false, timers { t1 = 1 s }, aliases { any = "" } }
        }
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hocon-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Is_laid_over_the_reference()
    {
        var configuration = Build(Load("sip.port = 5070\nnode.roles = [c]"));

        Assert.Equal("node-1", configuration["node:name"]);
        Assert.Equal("5070", configuration["sip:port"]);
        Assert.Equal("500 ms", configuration["sip:timers:t1"]);
        Assert.Equal("c", configuration["node:roles:0"]);
        Assert.Null(configuration["node:roles:1"]);
    }

    [Fact]
    public void Names_the_entries_of_an_open_section()
    {
        var source = Load("dns.1001 { record = true }\ndns.1002.timers.t1 = 2 s\ndns.1002.aliases.eve = x");
        var configuration = Build(source);

        Assert.Empty(source.Errors);
        Assert.Equal(["1001", "1002"], configuration.GetSection("dns").GetChildren().Select(static c => c.Key));
        Assert.Equal("true", configuration["dns:1001:record"]);
        Assert.Equal("1 s", configuration["dns:1001:timers:t1"]);
        Assert.Equal("false", configuration["dns:1002:record"]);
        Assert.Equal("2 s", configuration["dns:1002:timers:t1"]);
        Assert.Equal("x", configuration["dns:1002:aliases:eve"]);
        Assert.Null(configuration["dns:1001:aliases:any"]);
    }

    [Fact]
    public void Knows_where_each_value_stands()
    {
        var source = Load("sip {\n  port = 5070\n}\nnode.roles = [\n  c\n]");

        Assert.Equal(new HoconPosition(PathOf("node.conf"), 2, 3), source.PositionOf("sip:port"));
        Assert.Equal(new HoconPosition(PathOf("node.conf"), 5, 3), source.PositionOf("node:roles:0"));
        Assert.Equal(new HoconPosition(PathOf("node.conf"), 1, 1), source.PositionOf("sip:timers:t1"));
        Assert.Equal(PathOf("reference.conf"), Load("node.roles = [c]").PositionOf("sip:timers:t1")?.File);
        Assert.Null(source.PositionOf("sip:nothing"));
    }

    [Theory]
    [InlineData("sip.prot = 1", 1, 1, "unknown key sip.prot; did you mean sip.port?")]
    [InlineData("\nfrobnicate { a = 1 }", 2, 1, "unknown key frobnicate; the configuration knows node, sip, dns")]
    [InlineData("dns.1001 {\n  recrod = true\n}", 2, 3, "unknown key dns.1001.recrod; did you mean dns.1001.record?")]
    [InlineData("sip.timers = 500 ms", 1, 1, "sip.timers is a single value; an object is expected")]
    [InlineData("node.roles = a", 1, 1, "node.roles is a single value; a list is expected")]
    [InlineData("dns.1001 = on", 1, 1, "dns.1001 is a single value; an object is expected")]
    [InlineData("dns.Eve {}\ndns.eve {}", 2, 1, "names that differ only in case are not told apart")]
    public void Tells_what_it_should_not_hold(string text, int line, int column, string problem)
    {
        var error = Assert.Single(Load(text).Errors);

        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
        Assert.Equal(new HoconPosition(PathOf("node.conf"), line, column), error.At);
    }

    [Fact]
    public void Includes_files_beside_and_below_it()
    {
        Write("dns.conf", "1001 { record = true }\ninclude \"sub/more.conf\"");
        Write("sub/more.conf", "include required(\"../last.conf\")\n1002 {}");
        Write("last.conf", "1003 {}");

        var configuration = Build(Load("dns {\n  include \"dns.conf\"\n}"));

        Assert.Equal(["1001", "1002", "1003"], configuration.GetSection("dns").GetChildren().Select(static c => c.Key).Order());
    }

    [Theory]
    [InlineData("include \"absent.conf\"", "cannot be read")]
    [InlineData("include \"../outside.conf\"", "leads out of")]
    [InlineData("include \"/etc/passwd\"", "leads out of")]
    [InlineData("include \"node.conf\"", "more than 8 deep")]
    [InlineData("include \"latin1.conf\"", "not UTF-8")]
    public void Refuses_an_include(string text, string problem)
    {
        File.WriteAllBytes(PathOf("latin1.conf"), [(byte)'a', (byte)'=', 0xE9]);

        var refused = Assert.Throws<HoconException>(() => Load(text));

        Assert.Contains(problem, refused.Problem, StringComparison.Ordinal);
        Assert.Equal(1, refused.At.Line);
    }

    [Fact]
    public void That_is_not_there_is_named()
    {
        Write("reference.conf", Reference);

        var refused = Assert.Throws<HoconException>(
            () => HoconConfigurationSource.Load(PathOf("reference.conf"), PathOf("absent.conf"), static _ => null));

        Assert.Contains("absent.conf", refused.Message, StringComparison.Ordinal);
    }

    private HoconConfigurationSource Load(string text)
    {
        Write("reference.conf", Reference);
        Write("node.conf", text);
        return HoconConfigurationSource.Load(PathOf("reference.conf"), PathOf("node.conf"), static _ => null);
    }

    private static IConfigurationRoot Build(HoconConfigurationSource source) => new ConfigurationBuilder().Add(source).Build();

    private string PathOf(string name) => Path.Combine(folder.FullName, name);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
    }
}
