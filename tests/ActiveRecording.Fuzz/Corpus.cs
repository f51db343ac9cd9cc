namespace ActiveRecording.Fuzz;

/// <summary>The inputs that mutations begin with: samples, and everything that ever failed.</summary>
public static class Corpus
{
    /// <summary>Where it is.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "corpus");

    /// <summary>The files of a target, in a fixed order.</summary>
    public static IReadOnlyList<string> Files(FuzzTarget target) =>
    [
        .. Directory.GetFiles(Path.Combine(Folder, target.Name), "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal),
    ];
}
