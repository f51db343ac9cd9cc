using ActiveRecording.Host.Configuration;
using ActiveRecording.Host.Hocon;

namespace ActiveRecording.Host.Tests.Configuration;

public sealed class The_reference
{
    /// <summary>Keys that take any text.</summary>
    private static readonly string[] FreeTexts =
    [
        "node.name", "node.data", "journal.file", "operations.token-file", "archive.recordings", "archive.spool", "sip.server-header",
        "sip-server.media-parameters.x1", "sip-server.recording-filename", "sip-server.registrar.realm", "dns.x1.password",
        "resource-manager.media-servers.x1.redundancy-type", "resource-manager.recorders.x1.redundancy-type",
        "sip-server.advertised-host", "resource-manager.advertised-host", "media-server.advertised-host", "recorder.advertised-host",
    ];

    [Fact]
    public void Alone_is_a_configuration() => Assert.Empty(TemporaryConfiguration.Problems(""));

    [Fact]
    public void Says_something_about_every_key()
    {
        var lines = File.ReadAllLines(ConfigurationFiles.Reference);
        var silent = lines.Index().Where(line => IsValue(line.Item) && !lines[line.Index - 1].TrimStart().StartsWith('#'));

        Assert.Empty(silent.Select(static line => $"{line.Index + 1}: {line.Item.Trim()}"));
    }

    /// <summary>A key that nobody reads would swallow nonsense.</summary>
    [Fact]
    public void Has_no_key_that_takes_nonsense()
    {
        var reference = HoconResolver.Resolve(HoconFiles.Read(ConfigurationFiles.Reference), Environment.GetEnvironmentVariable);
        var deaf = Leaves(reference, [])
            .Where(static leaf => !FreeTexts.Contains(leaf.Path))
            .Where(static leaf => !TemporaryConfiguration.Problems($"{leaf.Path} = {(leaf.IsList ? "[\"§\"]" : "\"§\"")}")
                .Any(problem => problem.Contains(leaf.Path, StringComparison.Ordinal)));

        Assert.Empty(deaf.Select(static leaf => leaf.Path));
    }

    private static bool IsValue(string line) =>
        line.Contains(" = ", StringComparison.Ordinal) && !line.TrimStart().StartsWith('#') && !line.Contains("any ", StringComparison.Ordinal);

    private static IEnumerable<(string Path, bool IsList)> Leaves(HoconNode node, List<string> path) => node switch
    {
        HoconObject section => section.Entries.SelectMany(entry =>
            Leaves(entry.Value.Value, [.. path, entry.Key is "any" && section.Entries.Count == 1 ? "x1" : entry.Key])),
        _ => [(HoconPaths.Show(path), node is HoconList)],
    };
}
