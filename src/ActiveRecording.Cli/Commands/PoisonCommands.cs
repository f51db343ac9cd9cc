using System.CommandLine;
using System.Globalization;
using ActiveRecording.Operations;

namespace ActiveRecording.Cli.Commands;

/// <summary><c>poison</c>.</summary>
internal static class PoisonCommands
{
    private const string Clock = "yyyy-MM-dd HH:mm:ss.fff'Z'";

    public static Command Poison(Connection connection)
    {
        var id = new Argument<string?>("ID")
        {
            Description = "Those of one entity in full, TYPE/ID or ID alone; all, one line each, when left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        return new Command("poison", "Lists the latest commands that made an entity of this node fail, oldest first.") { id }
            .Does(connection, async (node, screen, line, stop) =>
            {
                var entity = line.GetValue(id);
                var path = entity is null ? OperationsPaths.Poison : $"{OperationsPaths.Poison}?entity={Uri.EscapeDataString(entity)}";
                var kept = await node.GetAsync(path, OperationsJson.Default.IReadOnlyListPoison, stop);
                screen.Write(kept, OperationsJson.Default.IReadOnlyListPoison, all =>
                {
                    if (entity is null || all.Count == 0) List(screen, all);
                    else Show(screen, all);
                });
            });
    }

    private static void List(Screen screen, IReadOnlyList<Poison> all) => screen.Table(
        all, "No command has made an entity fail.", ["AT", "ENTITY", "COMMAND", "FAILURES", "THEN", "FAILURE"],
        static one =>
        [
            At(one), one.Entity, one.Kind, one.Failures.ToString(CultureInfo.InvariantCulture), Then(one), one.Failure.ReplaceLineEndings(" "),
        ]);

    private static void Show(Screen screen, IReadOnlyList<Poison> all)
    {
        foreach (var one in all)
        {
            screen.Line($"{At(one)}  {one.Entity} {Then(one)} after {one.Kind}, failure {one.Failures.ToString(CultureInfo.InvariantCulture)}");
            if (one.Command is not null) screen.Line(one.Command);
            screen.Line(one.Details);
            screen.Line();
        }
    }

    private static string Then(Poison one) => one.IsStopped ? "stopped" : "restarted";

    private static string At(Poison one) => one.At.UtcDateTime.ToString(Clock, CultureInfo.InvariantCulture);
}
