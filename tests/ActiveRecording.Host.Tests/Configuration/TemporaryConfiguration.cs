using ActiveRecording.Host.Configuration;

namespace ActiveRecording.Host.Tests.Configuration;

/// <summary>A configuration file in a folder of its own.</summary>
internal sealed class TemporaryConfiguration : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("node-");

    public TemporaryConfiguration(string text)
    {
        Path = System.IO.Path.Combine(folder.FullName, "node.conf");
        File.WriteAllText(Path, text);
    }

    public string Path { get; }

    public NodeOptions Load() => NodeConfiguration.Load(Path);

    /// <summary>What is wrong with a configuration: <c>line:column problem</c> each.</summary>
    public static IReadOnlyList<string> Problems(string text)
    {
        using var configuration = new TemporaryConfiguration(text);
        try
        {
            configuration.Load();
            return [];
        }
        catch (ConfigurationException exception)
        {
            return [.. exception.Problems.Select(static p => $"{p.At.Line}:{p.At.Column} {p.Problem}")];
        }
    }

    public void Dispose() => folder.Delete(recursive: true);
}
