using System.CommandLine;

namespace ActiveRecording.Cli.Commands;

/// <summary>What commands have in common.</summary>
internal static class CommandActions
{
    /// <summary>The command with what it does: asks a node, shows the answer.</summary>
    public static Command Does(this Command command, Connection connection, Func<NodeClient, Screen, ParseResult, CancellationToken, Task> action)
    {
        command.SetAction(async (line, stop) =>
        {
            using var node = connection.Open(line);
            await action(node, new Screen(line.InvocationConfiguration.Output, line.GetValue(connection.Json)), line, stop);
            return (int)ExitCode.Done;
        });
        return command;
    }
}
