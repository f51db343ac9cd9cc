namespace ActiveRecording.Host;

/// <summary>What the program is asked to do.</summary>
/// <param name="ConfigurationFile">The node's file; null for the quickstart.</param>
/// <param name="CheckOnly">Check the configuration and end.</param>
/// <param name="Help">Say what can be asked.</param>
internal sealed record CommandLine(string? ConfigurationFile, bool CheckOnly, bool Help)
{
    /// <summary>How a node starts its media process; nothing for people.</summary>
    public const string MediaOnly = "--media-process";

    /// <summary>Only the Media Server and the recorder, until standard input ends.</summary>
    public bool IsMediaOnly { get; init; }

    public const string Usage =
        """
        Starts an ActiveRecording node: SIP Server, Resource Manager, Media Server, Recorder and its HTTP surface.

          --config FILE   the node's configuration; hocon/quickstart.conf when left out
          --check         check the configuration, say what is wrong with file and line, and end
          --help          this text

        Ctrl-C drains: no new calls, running ones go on until node.drain has passed; a second Ctrl-C ends at once.
        Exit codes: 0 ended as asked, 1 the configuration is wrong, 2 the command line is wrong, 3 the node could not start.
        """;

    /// <summary>Reads the arguments.</summary>
    /// <param name="arguments">As given to the program.</param>
    /// <param name="problem">What is wrong with them, else null.</param>
    public static CommandLine Read(IReadOnlyList<string> arguments, out string? problem)
    {
        var read = new CommandLine(null, CheckOnly: false, Help: false);
        problem = null;
        for (var i = 0; i < arguments.Count && problem is null; i++)
        {
            switch (arguments[i])
            {
                case "--check":
                    read = read with { CheckOnly = true };
                    break;
                case MediaOnly:
                    read = read with { IsMediaOnly = true };
                    break;
                case "--help" or "-h" or "-?":
                    read = read with { Help = true };
                    break;
                case "--config" when i + 1 < arguments.Count:
                    read = read with { ConfigurationFile = arguments[++i] };
                    break;
                case "--config":
                    problem = "--config needs the name of a file behind it.";
                    break;
                default:
                    problem = $"'{arguments[i]}' is not known; --config FILE, --check and --help are.";
                    break;
            }
        }
        return read;
    }
}
