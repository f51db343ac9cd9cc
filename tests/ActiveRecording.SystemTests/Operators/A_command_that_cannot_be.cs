using System.Net;
using System.Net.Sockets;

namespace ActiveRecording.SystemTests.Operators;

/// <summary>arctl says what is wrong and what to do, and scripts can tell the cases apart.</summary>
public sealed class A_command_that_cannot_be(NodeOnFreePortsFixture fixture) : IClassFixture<NodeOnFreePortsFixture>
{
    [Theory]
    [InlineData("entities")]
    [InlineData("entities", "call")]
    [InlineData("entity", "show", "dn/1001")]
    [InlineData("journal", "tail")]
    [InlineData("log", "tail")]
    [InlineData("shards")]
    [InlineData("cluster", "show")]
    [InlineData("cluster", "leave")]
    [InlineData("cluster", "down", "node-2")]
    [InlineData("drain")]
    public async Task Ends_with_4_under_a_wrong_token(params string[] command)
    {
        var run = await CommandRun.OfAsync([.. command, "--node", fixture.Node.HttpAddress, "--token", "not-the-token-of-this-node"]);

        Assert.Equal((4, ""), (run.Code, run.Output));
        Assert.Contains("The token is missing or wrong", run.Errors, StringComparison.Ordinal);
        Assert.False(fixture.Node.Stopping.IsCancellationRequested);
    }

    [Fact]
    public async Task Ends_with_4_when_the_token_file_cannot_be_read()
    {
        var run = await CommandRun.OfAsync("shards", "--node", fixture.Node.HttpAddress, "--token-file", "/nowhere/token");

        Assert.Equal(4, run.Code);
        Assert.Contains("The token file /nowhere/token cannot be read", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_with_3_where_no_node_answers()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://{listener.LocalEndpoint}/";
        listener.Stop();

        var run = await CommandRun.OfAsync("shards", "--node", address);

        Assert.Equal(3, run.Code);
        Assert.StartsWith($"No node answers at {address} (", run.Errors, StringComparison.Ordinal);
        Assert.Contains("Say --node URL, or set ARCTL_NODE.", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The journal knows no entity 'call/none'", "entity", "show", "call/none")]
    [InlineData("There are no entities of type 'phone'", "entities", "phone")]
    [InlineData("knows no member 'node-9'", "cluster", "down", "node-9")]
    public async Task Ends_with_5_about_what_does_not_exist(string message, params string[] command)
    {
        var run = await RunAsync(command);

        Assert.Equal((5, ""), (run.Code, run.Output));
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("is in no cluster that it could leave", "cluster", "leave")]
    [InlineData("does not depose itself", "cluster", "down", "quickstart")]
    [InlineData("'1001' is no entity", "journal", "tail", "--stream", "1001")]
    public async Task Ends_with_1_when_the_node_refuses(string message, params string[] command)
    {
        var run = await RunAsync(command);

        Assert.Equal(1, run.Code);
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unrecognized command or argument 'shrads'", "shrads")]
    [InlineData("--node must be a URL", "shards", "--node", "127.0.0.1:8080")]
    [InlineData("--last must be a number from 0 to 1000", "journal", "tail", "--last", "1001")]
    [InlineData("Required argument missing", "entity", "show")]
    public async Task Ends_with_2_when_the_command_line_is_wrong(string message, params string[] command)
    {
        var run = await CommandRun.OfAsync(command);

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
        Assert.Contains("'arctl help' says what there is.", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_explained_by_help()
    {
        var run = await CommandRun.OfAsync("help", "cluster");

        Assert.Equal(0, run.Code);
        foreach (var word in (string[])["show", "leave", "down", "--node", "--json"]) Assert.Contains(word, run.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes: 0 done", (await CommandRun.OfAsync("--help")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_the_token_where_only_its_user_reads_it()
    {
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(fixture.Node.TokenFile));
    }

    private Task<CommandRun> RunAsync(string[] command) =>
        CommandRun.OfAsync([.. command, "--node", fixture.Node.HttpAddress, "--token-file", fixture.Node.TokenFile]);
}
