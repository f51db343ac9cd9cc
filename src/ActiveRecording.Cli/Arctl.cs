using System.CommandLine;
using ActiveRecording.Cli.Commands;

namespace ActiveRecording.Cli;

/// <summary>The operators' command line.</summary>
public static class Arctl
{
    private const string About =
        """
        Observes and commands an ActiveRecording node.

        Exit codes: 0 done, 1 the node refuses, 2 the command line is wrong, 3 no node answers, 4 the token is missing or
        wrong, 5 what was asked for does not exist, 6 the node failed, 7 it works, but somebody has to look at it ('arctl
        health').

        A node draws a token at its first start and keeps it in data/operations.token; started in the same folder, arctl
        finds it by itself. 'arctl help COMMAND' says more about each.
        """;

    /// <summary>Runs one command line.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, TextWriter output, TextWriter errors, CancellationToken stop = default)
    {
        var root = Root(output, errors);
        var line = root.Parse(arguments);
        if (line.Errors.Count > 0)
        {
            foreach (var error in line.Errors) await errors.WriteLineAsync(error.Message);
            await errors.WriteLineAsync("'arctl help' says what there is.");
            return (int)ExitCode.WrongCommandLine;
        }

        try
        {
            return await line.InvokeAsync(Invocation(output, errors), stop);
        }
        catch (NodeException exception)
        {
            await errors.WriteLineAsync(exception.Message);
            return (int)exception.Code;
        }
        catch (OperationCanceledException)
        {
            return (int)ExitCode.Done;
        }
    }

    private static RootCommand Root(TextWriter output, TextWriter errors)
    {
        var connection = new Connection();
        var root = new RootCommand(About) { connection.Node, connection.Token, connection.TokenFile, connection.Json };
        root.Add(ClusterCommands.Cluster(connection));
        root.Add(ClusterCommands.Shards(connection));
        root.Add(EntityCommands.Entities(connection));
        root.Add(EntityCommands.Entity(connection));
        root.Add(PoisonCommands.Poison(connection));
        root.Add(TailCommands.Journal(connection));
        root.Add(TailCommands.Log(connection));
        root.Add(CallCommands.Calls(connection));
        root.Add(HealthCommands.Health(connection));
        root.Add(ClusterCommands.Drain(connection));
        root.Add(Help(root, output, errors));
        return root;
    }

    private static Command Help(RootCommand root, TextWriter output, TextWriter errors)
    {
        var words = new Argument<string[]>("COMMAND") { Description = "For example: cluster show.", Arity = ArgumentArity.ZeroOrMore };
        var help = new Command("help", "Says what there is, or more about a command.") { words };
        help.SetAction((line, stop) =>
            root.Parse([.. line.GetValue(words) ?? [], "--help"]).InvokeAsync(Invocation(output, errors), stop));
        return help;
    }

    private static InvocationConfiguration Invocation(TextWriter output, TextWriter errors) =>
        new() { Output = output, Error = errors, EnableDefaultExceptionHandler = false };
}
