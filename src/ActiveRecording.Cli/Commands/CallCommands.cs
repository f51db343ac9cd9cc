using System.CommandLine;
using System.Globalization;
using ActiveRecording.Operations;

namespace ActiveRecording.Cli.Commands;

/// <summary><c>calls</c>.</summary>
internal static class CallCommands
{
    private static readonly string[] LiveStates = ["placed", "ringing", "answered"];

    public static Command Calls(Connection connection)
    {
        var all = new Option<bool>("--all") { Description = "Past calls too, the newest 100." };
        return new Command("calls", "Lists the calls under way, newest first.") { all }
            .Does(connection, async (node, screen, line, stop) => screen.Write(
                await ReadAsync(node, line.GetValue(all), stop), OperationsJson.Default.IReadOnlyListCall,
                calls => screen.Table(
                    calls, "No call is under way.", ["CALLUUID", "STATE", "FROM", "TO", "SINCE", "RECORDING"],
                    static call =>
                    [
                        call.CallUuid, call.State.ToString().ToLowerInvariant(), call.Ani, call.Dnis,
                        call.Created.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                        string.Join(", ", call.Recordings.Select(static recording => recording.State)),
                    ])));
    }

    private static async Task<IReadOnlyList<Call>> ReadAsync(NodeClient node, bool all, CancellationToken stop)
    {
        if (all) return (await node.GetAsync("/api/calls?limit=100", OperationsJson.Default.PageCall, stop)).Items;
        var calls = new List<Call>();
        foreach (var state in LiveStates)
        {
            var page = await node.GetAsync($"/api/calls?state={state}&limit=1000", OperationsJson.Default.PageCall, stop);
            calls.AddRange(page.Items);
        }

        return [.. calls.OrderByDescending(static call => call.Created)];
    }
}
