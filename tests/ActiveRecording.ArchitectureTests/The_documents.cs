using System.Text.RegularExpressions;

namespace ActiveRecording.ArchitectureTests;

public sealed partial class The_documents
{
    [Fact]
    public void Name_only_types_that_exist()
    {
        var glossary = File.ReadAllLines(Path.Combine(Repository.Root, "docs/glossary.md"))
            .Select(line => GlossaryName().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value)
            .ToList();
        var declared = Repository.Sources("src")
            .SelectMany(source => source.Lines)
            .Select(line => Declaration().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value)
            .ToHashSet();

        Assert.NotEmpty(glossary);
        Assert.Empty(glossary.Except(declared));
    }

    [Fact]
    public void Put_every_project_on_the_map()
    {
        var architecture = File.ReadAllText(Path.Combine(Repository.Root, "docs/architecture.md"));

        Assert.All(Repository.Projects, project => Assert.Contains($"| `{project.Name}` |", architecture, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\| `(\w+)` \|$")]
    private static partial Regex GlossaryName();

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum)\s+(?:struct\s+)?(\w+)")]
    private static partial Regex Declaration();
}
