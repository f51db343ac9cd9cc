using System.Diagnostics;
using ActiveRecording.Host.Configuration;
using ActiveRecording.Host.Hocon;
using ActiveRecording.Host.Media;

namespace ActiveRecording.Host;

/// <summary>The one executable: reads what it is asked, checks the configuration, runs the node.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        var command = CommandLine.Read(arguments, out var problem);
        if (problem is not null) return Fail(ExitCode.WrongCommandLine, problem, "", CommandLine.Usage);
        if (command.Help) return Say(CommandLine.Usage);

        var file = command.ConfigurationFile ?? ConfigurationFiles.Quickstart;
        try
        {
            var options = NodeConfiguration.Load(file);
            if (command.IsMediaOnly)
            {
                ParentWatch.LeaveGroup();
                options = options.MediaOnly();
            }

            if (command.CheckOnly) return Say($"{file} is right: node {options.Name}.");
            if (Taken(options) is { Length: > 0 } taken) return Fail(ExitCode.CouldNotStart, taken);
            return (int)await NodeRun.RunAsync(options, file, Process.GetCurrentProcess().StartTime);
        }
        catch (ConfigurationException exception)
        {
            return Fail(ExitCode.WrongConfiguration, [.. exception.Problems.Select(static p => p.Message)]);
        }
    }

    private static string[] Taken(NodeOptions options) =>
        [.. options.ListenAddresses.Select(static address => address.Problem()).OfType<HoconException>().Select(static p => p.Message)];

    private static int Say(string text)
    {
        System.Console.Out.WriteLine(text);
        return (int)ExitCode.Ended;
    }

    private static int Fail(ExitCode code, params string[] lines)
    {
        foreach (var line in lines) System.Console.Error.WriteLine(line);
        return (int)code;
    }
}
