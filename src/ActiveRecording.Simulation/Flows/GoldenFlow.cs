namespace ActiveRecording.Simulation.Flows;

/// <summary>
/// Compares a flow with the one kept under <c>tests/ActiveRecording.SystemTests/Flows</c>. With the environment
/// variable <c>FLOWS_ACCEPT=1</c> the kept one is rewritten, and the diff is what gets reviewed.
/// </summary>
public static class GoldenFlow
{
    private const string Folder = "tests/ActiveRecording.SystemTests/Flows";

    /// <summary>Throws unless <paramref name="flow"/> is what is kept under <paramref name="name"/>.</summary>
    /// <param name="name">Lower case with hyphens; the file is <c>name.ladder.txt</c>.</param>
    /// <param name="flow">What <see cref="LadderWriter"/> drew.</param>
    /// <exception cref="FlowChangedException">It is another flow.</exception>
    public static void Verify(string name, string flow)
    {
        var path = Path.Combine(Root(), Folder, $"{name}.ladder.txt");
        if (Environment.GetEnvironmentVariable("FLOWS_ACCEPT") == "1") Accept(path, flow);
        else if (!File.Exists(path)) throw new FlowChangedException(name, "", flow);
        else if (File.ReadAllText(path) is var kept && kept != flow) throw new FlowChangedException(name, kept, flow);
    }

    private static void Accept(string path, string flow)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, flow);
    }

    private static string Root()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "ActiveRecording.sln"))) return folder;
        }

        throw new DirectoryNotFoundException($"No ActiveRecording.sln above {AppContext.BaseDirectory}.");
    }
}
