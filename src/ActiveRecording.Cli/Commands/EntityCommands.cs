using System.CommandLine;
using System.Globalization;
using ActiveRecording.Operations;

namespace ActiveRecording.Cli.Commands;

/// <summary><c>entities</c> and <c>entity show</c>.</summary>
internal static class EntityCommands
{
    public static Command Entities(Connection connection)
    {
        var type = new Argument<string?>("TYPE")
        {
            Description = "call, dn, media-server, recorder-pool, recording-session or recording; all, counted, when left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        return new Command("entities", "Lists the entities that are not over: their number by type, or those of one type; why one is stopped, too.") { type }
            .Does(connection, (node, screen, line, stop) => line.GetValue(type) is { Length: > 0 } given
                ? ListAsync(node, screen, given, stop)
                : CountAsync(node, screen, stop));
    }

    public static Command Entity(Connection connection)
    {
        var id = new Argument<string>("ID") { Description = "TYPE/ID as in the journal, for example dn/1001; ID alone where it is only one." };
        var last = TailCommands.Last("How many of its last events to show, at most 1000.");
        var show = new Command("show", "Shows the state of an entity and its last events, as the journal tells them.") { id, last };
        show.Does(connection, (node, screen, line, stop) => ShowAsync(node, screen, line.GetValue(id)!, line.GetValue(last), stop));
        return new Command("entity", "Looks at one entity.") { show };
    }

    private static async Task CountAsync(NodeClient node, Screen screen, CancellationToken stop) => screen.Write(
        await node.GetAsync(OperationsPaths.Entities, OperationsJson.Default.IReadOnlyListEntityType, stop),
        OperationsJson.Default.IReadOnlyListEntityType,
        types => screen.Table(
            types, "This node has no rooms.", ["TYPE", "LIVE", "LOADED", "STOPPED", "SHARDS"],
            static type => [type.Type, Text(type.Live), Text(type.Loaded), Text(type.Stopped), Text(type.Shards)]));

    private static async Task ListAsync(NodeClient node, Screen screen, string type, CancellationToken stop) => screen.Write(
        await node.GetAsync(
            $"{OperationsPaths.Entities}/{Uri.EscapeDataString(type)}", OperationsJson.Default.IReadOnlyListEntityEntry, stop),
        OperationsJson.Default.IReadOnlyListEntityEntry,
        entities => screen.Table(
            entities, $"No {type} is live on this node.", ["ID", "SHARD", "STATUS", "REASON"],
            static entity => [entity.Id, Text(entity.Shard), entity.Status, entity.Reason]));

    private static async Task ShowAsync(NodeClient node, Screen screen, string id, int last, CancellationToken stop)
    {
        var path = $"{OperationsPaths.Entity}?id={Uri.EscapeDataString(id)}&last={Text(last)}";
        screen.Write(await node.GetAsync(path, OperationsJson.Default.Entity, stop), OperationsJson.Default.Entity, entity =>
        {
            screen.Line($"{entity.Type}/{entity.Id}: {entity.Status}, shard {Text(entity.Shard)}, {Text(entity.Sequence)} events");
            if (entity.Stopped is not null) screen.Line($"It is stopped: {entity.Stopped}");
            if (entity.Flaw is not null) screen.Line($"It cannot be replayed: {entity.Flaw}");
            if (entity.State is { } state) screen.Json(state);
            foreach (var @event in entity.Events) screen.Line(TailCommands.Text(@event));
        });
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
