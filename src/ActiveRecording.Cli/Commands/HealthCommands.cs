using System.CommandLine;
using ActiveRecording.Operations;

namespace ActiveRecording.Cli.Commands;

/// <summary><c>health</c>.</summary>
internal static class HealthCommands
{
    public static Command Health(Connection connection) =>
        new Command(
            "health",
            "Says whether the node takes calls (else exit code 1), and what is amiss with it although it does (7): entities that are "
            + "stopped, events that the lists of calls and recordings do not reflect.")
            .Does(connection, async (node, screen, _, stop) =>
            {
                var health = await node.HealthAsync(stop);
                screen.Write(health, OperationsJson.Default.HealthReport, Show);
                return health switch
                {
                    { Reasons.Count: > 0 } => ExitCode.Refused,
                    { Degraded.Count: > 0 } => ExitCode.Degraded,
                    _ => ExitCode.Done,
                };

                void Show(HealthReport report)
                {
                    screen.Line($"The node is {report.Status}.");
                    foreach (var line in report.Reasons.Concat(report.Degraded ?? [])) screen.Line($"  {line}");
                }
            });
}
