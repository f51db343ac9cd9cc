using System.CommandLine;

namespace ActiveRecording.Cli.Commands;

/// <summary>What commands have in common.</summary>
internal static class CommandActions
{
    /// <summary>The command with what it does: asks a node, shows the answer.</summary>
    public static Command Does(
        this Command command, Connection connection, Func<NodeClient, Screen, ParseResult, CancellationToken, Task> action) =>
        command.Does(connection, async (node, screen, line, stop) =>
        {
            await action(node, screen, line, stop);
            return ExitCode.Done;
        });

    /// <summary>As above; what it finds decides how it ends.</summary>
    public static Command Does(
        this Command command, Connection connection, Func<NodeClient, Screen, ParseResult, CancellationToken, Task<ExitCode>> action)
    {
        command.SetAction(async (line, stop) =>
        {
            using var node = connection.Open(line);
            return (int)await action(
                node, new Screen(line.InvocationConfiguration.Output, line.GetValue(connection.Json)), line, stop);
        });
        return command;
    }
}
