using System.CommandLine;
using System.Globalization;
using ActiveRecording.Operations;

namespace ActiveRecording.Cli.Commands;

/// <summary><c>cluster …</c>, <c>shards</c> and <c>drain</c>.</summary>
internal static class ClusterCommands
{
    public static Command Cluster(Connection connection)
    {
        var member = new Argument<string>("NODE") { Description = "Its name, as 'arctl cluster show' has it." };
        return new Command("cluster", "Looks at the cluster and changes who is in it.")
        {
            new Command("show", "Lists the members of the cluster, as the node that is asked knows them.").Does(connection, ShowAsync),
            new Command("leave", "Makes the node hand its shards to the others and end; calls go on there.")
                .Does(connection, (node, screen, _, stop) => CommandAsync(node, screen, OperationsPaths.Leave, stop)),
            new Command("down", "Declares a member dead that does not answer: the others take over what it had.") { member }
                .Does(connection, (node, screen, line, stop) => CommandAsync(
                    node, screen, $"{OperationsPaths.Down}?node={Uri.EscapeDataString(line.GetValue(member)!)}", stop)),
        };
    }

    public static Command Shards(Connection connection) =>
        new Command("shards", "Lists the shards of the journal: who writes them, in which epoch, and what is in them.")
            .Does(connection, async (node, screen, _, stop) => screen.Write(
                await node.GetAsync(OperationsPaths.Shards, OperationsJson.Default.IReadOnlyListShardEntry, stop),
                OperationsJson.Default.IReadOnlyListShardEntry,
                shards => screen.Table(
                    shards, "This node has no rooms.", ["SHARD", "OWNER", "EPOCH", "LIVE", "TYPES"],
                    static shard =>
                    [
                        Text(shard.Shard), shard.Owner, shard.Epoch is { } epoch ? Text(epoch) : null, Text(shard.Live),
                        string.Join(", ", shard.Types),
                    ])));

    public static Command Drain(Connection connection) =>
        new Command("drain", "Makes the node take no new calls and end with the last one, or when its node.drain has passed.")
            .Does(connection, (node, screen, _, stop) => CommandAsync(node, screen, OperationsPaths.Drain, stop));

    private static async Task ShowAsync(NodeClient node, Screen screen, ParseResult line, CancellationToken stop) => screen.Write(
        await node.GetAsync(OperationsPaths.Cluster, OperationsJson.Default.ClusterView, stop),
        OperationsJson.Default.ClusterView,
        view =>
        {
            screen.Table(
                view.Members, "There are no members.", ["NODE", "INCARNATION", "ADDRESS", "STATE", "ROLES", "NOT READY"],
                static member =>
                [
                    member.Name, Text(member.Incarnation), member.Address, member.State, string.Join(", ", member.Roles),
                    string.Join("; ", member.NotReady),
                ]);
            if (!view.IsClustered) screen.Line($"Node {view.Node} is in no cluster.");
        });

    private static async Task CommandAsync(NodeClient node, Screen screen, string path, CancellationToken stop) => screen.Write(
        await node.PostAsync(path, stop), OperationsJson.Default.NodeAnswer, answer => screen.Line(answer.Message));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
