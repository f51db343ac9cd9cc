using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace ActiveRecording.ArchitectureTests;

/// <summary>The source tree these tests read.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<Project> Projects { get; } =
        [.. Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(Project.Read)];

    /// <summary>Every hand-written C# file below a folder of the root, with its text.</summary>
    public static IEnumerable<(string Path, string[] Lines)> Sources(string folder) => Directory
        .GetFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Contains("/obj/", StringComparison.Ordinal)
            && !path.Contains("/bin/", StringComparison.Ordinal))
        .Select(path => (Path.GetRelativePath(Root, path), File.ReadAllLines(path)));

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(thisFile)!);
        while (!File.Exists(Path.Combine(folder.FullName, "ActiveRecording.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}

/// <summary>A project of <c>src</c>: its name without the family name, and what it refers to.</summary>
internal sealed record Project(string Name, IReadOnlyList<string> References, IReadOnlyList<string> Packages, bool SeesAspNet)
{
    public static Project Read(string path)
    {
        var xml = XDocument.Load(path);
        IEnumerable<string> Includes(string element) => xml.Descendants(element).Select(e => e.Attribute("Include")!.Value);
        return new(
            ShortName(path),
            [.. Includes("ProjectReference").Select(ShortName)],
            [.. Includes("PackageReference")],
            Includes("FrameworkReference").Contains("Microsoft.AspNetCore.App"));
    }

    private static string ShortName(string path) => Path.GetFileNameWithoutExtension(path)["ActiveRecording.".Length..];
}
