using System.CommandLine;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using ActiveRecording.Operations;

namespace ActiveRecording.Cli.Commands;

/// <summary><c>journal tail</c> and <c>log tail</c>.</summary>
internal static class TailCommands
{
    private const string Clock = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static Command Journal(Connection connection)
    {
        var stream = new Option<string>("--stream") { Description = "Only this entity, TYPE/ID, for example dn/1001.", HelpName = "ID" };
        var (last, once) = (Last("How many old events to begin with, at most 1000."), Once());
        var tail = new Command("tail", "Shows events as they are appended, until Ctrl-C.") { stream, last, once };
        tail.Does(connection, (node, screen, line, stop) =>
        {
            var path = $"{OperationsPaths.Journal}?{Query(line, last, once)}";
            if (line.GetValue(stream) is { } id) path += $"&stream={Uri.EscapeDataString(id)}";
            return FollowAsync(node, screen, path, OperationsJson.Default.JournalEvent, Text, stop);
        });
        return new Command("journal", "Looks at what was decided.") { tail };
    }

    public static Command Log(Connection connection)
    {
        var (last, once) = (Last("How many old lines to begin with, at most 1000."), Once());
        var tail = new Command("tail", "Shows the node's log as it is written, until Ctrl-C or the node's end.") { last, once };
        tail.Does(connection, (node, screen, line, stop) => FollowAsync(
            node, screen, $"{OperationsPaths.Log}?{Query(line, last, once)}", OperationsJson.Default.LogLine, Text, stop));
        return new Command("log", "Looks at what a node says.") { tail };
    }

    public static Option<int> Last(string description)
    {
        var last = new Option<int>("--last") { Description = description, HelpName = "N", DefaultValueFactory = static _ => 10 };
        last.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 1_000) result.AddError("--last must be a number from 0 to 1000.");
        });
        return last;
    }

    /// <summary>An event on one line.</summary>
    public static string Text(JournalEvent shown) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Text(shown.At)}  {shown.Stream} #{shown.Sequence}  {shown.Name} v{shown.Version}  {shown.Payload.GetRawText()}{(shown.Flaw is null ? "" : $"  DAMAGED: {shown.Flaw}")}");

    private static string Text(LogLine line) => $"{Text(line.At)}  {line.Level}  {line.Category}[{line.Event}]  {line.Text}";

    private static string Text(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString(Clock, CultureInfo.InvariantCulture) ?? "-".PadRight(Clock.Length - "''''".Length);

    private static Option<bool> Once() => new("--no-follow") { Description = "End after the old ones." };

    private static string Query(ParseResult line, Option<int> last, Option<bool> once) => string.Create(
        CultureInfo.InvariantCulture, $"last={line.GetValue(last)}&follow={(line.GetValue(once) ? "false" : "true")}");

    private static async Task FollowAsync<T>(
        NodeClient node, Screen screen, string path, JsonTypeInfo<T> json, Func<T, string> text, CancellationToken stop)
    {
        await foreach (var item in node.LinesAsync(path, json, stop)) screen.Write(item, json, shown => screen.Line(text(shown)));
    }
}
