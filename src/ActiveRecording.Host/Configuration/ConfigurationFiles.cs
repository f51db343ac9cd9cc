namespace ActiveRecording.Host.Configuration;

/// <summary>Where configuration files are found.</summary>
public static class ConfigurationFiles
{
    /// <summary>The folder's name, in the repository and beside the program.</summary>
    private const string Folder = "hocon";

    /// <summary>The file with every key and its default; it belongs to this build and stands beside the program.</summary>
    public static string Reference => Path.Combine(AppContext.BaseDirectory, Folder, "reference.conf");

    /// <summary>
    /// <c>hocon/quickstart.conf</c> below the working directory, so that an edited one counts, else the one beside the
    /// program.
    /// </summary>
    public static string Quickstart
    {
        get
        {
            var own = Path.Combine(Folder, "quickstart.conf");
            return File.Exists(own) ? own : Path.Combine(AppContext.BaseDirectory, own);
        }
    }
}
