using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using ActiveRecording.Operations;
using ActiveRecording.Phone;
using ActiveRecording.SystemTests.Nodes;

namespace ActiveRecording.SystemTests.Operators;

/// <summary>1001, who is recorded, talks to 1003 on a real node; an operator looks on.</summary>
[Collection(nameof(Real_time))]
public sealed class A_node_seen_by_arctl : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private NodeOnFreePorts node = null!;
    private ScriptedPhone alice = null!;
    private OutgoingCall call = null!;
    private string callUuid = "";

    public async ValueTask InitializeAsync()
    {
        node = await NodeOnFreePorts.StartAsync();
        alice = await node.PhoneAsync("1001");
        var bob = await node.PhoneAsync("1003");
        call = alice.Call("1003");
        var ringing = bob.NextCallAsync();
        if (await Task.WhenAny(ringing, call.Established).WaitAsync(Patience) == call.Established) await call.Established;
        var callee = await ringing.WaitAsync(Patience);
        await Task.WhenAll(call.Established, callee.Established).WaitAsync(Patience);
        callUuid = (await node.CallAsync(static one => one.State == CallState.Answered && one.Recordings is [{ State: "on" }])).CallUuid;
        for (var since = Stopwatch.GetTimestamp(); (await RunAsync("entities", "recording")).Output.StartsWith("No recording", StringComparison.Ordinal);)
        {
            if (Stopwatch.GetElapsedTime(since) > Patience) Assert.Fail($"No recording is there: {(await RunAsync("entities")).Output}");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Fact]
    public async Task Counts_its_entities_and_names_them()
    {
        var counted = await RunAsync("entities", "--json");
        var types = JsonSerializer.Deserialize(counted.Output, OperationsJson.Default.IReadOnlyListEntityType)!;
        Assert.Equal(0, counted.Code);
        Assert.Equal(
            ["call", "dn", "media-server", "recorder-pool", "recording", "recording-session"], types.Select(type => type.Type).Order());
        Assert.All(types, type => Assert.Equal((0, 16), (type.Stopped, type.Shards)));
        Assert.Equal((1, 2, 2), (Live("call"), Live("dn"), Live("recording-session")));

        var listed = await RunAsync("entities", "dn");
        Assert.Matches(@"ID +SHARD +STATUS +REASON\s+─+\s+1001 +\d+ +loaded +-\s+1003 +\d+ +loaded +-", listed.Output);
        int Live(string name) => types.Single(type => type.Type == name).Live;
    }

    [Fact]
    public async Task Shows_the_state_and_the_last_events_of_an_entity_of_any_type()
    {
        foreach (var type in (string[])["call", "dn", "recording-session", "recording", "media-server", "recorder-pool"]) await ShowsAsync(type);
    }

    [Fact]
    public async Task Shows_people_a_call_in_full()
    {
        var shown = await RunAsync("entity", "show", callUuid);

        Assert.StartsWith($"call/{callUuid}: loaded, shard ", shown.Output, StringComparison.Ordinal);
        Assert.Contains("\"kind\": \"Answered\"", shown.Output, StringComparison.Ordinal);
        Assert.Contains($"\"callUuid\": \"{callUuid}\"", shown.Output, StringComparison.Ordinal);
        Assert.Contains("recording-started v", (await RunAsync("entity", "show", callUuid, "--last", "99")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_calls_shards_and_itself()
    {
        Assert.Contains(callUuid, (await RunAsync("calls")).Output, StringComparison.Ordinal);
        Assert.Equal(17, (await RunAsync("shards")).Output.Split('\n').Count(static line => line.Contains("call, dn", StringComparison.Ordinal) || line.Contains("OWNER", StringComparison.Ordinal)));
        var cluster = (await RunAsync("cluster", "show")).Output;
        Assert.Contains("sip-server, resource-manager, media-server, recorder", cluster, StringComparison.Ordinal);
        Assert.Contains("Node quickstart is in no cluster.", cluster, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_what_is_decided_while_it_happens()
    {
        using var until = new CancellationTokenSource(Patience);
        var (running, lines) = CommandRun.Following(until.Token, At("journal", "tail", "--stream", $"call/{callUuid}", "--last", "1"));
        Assert.Contains($"call/{callUuid} #", await lines.ReadAsync(until.Token), StringComparison.Ordinal);

        await call.HangUpAsync().WaitAsync(Patience);
        await UntilAsync(lines, "call-ended", until.Token);

        await until.CancelAsync();
        Assert.Equal(0, await running.WaitAsync(Patience));
    }

    [Fact]
    public async Task Tells_what_is_decided_anywhere()
    {
        using var until = new CancellationTokenSource(Patience);
        var (running, lines) = CommandRun.Following(until.Token, At("journal", "tail", "--json"));

        await lines.ReadAsync(until.Token);
        await call.HangUpAsync().WaitAsync(Patience);
        await UntilAsync(lines, "\"name\":\"call-ended\"", until.Token);
        await UntilAsync(lines, "\"stream\":\"recording/", until.Token);

        await until.CancelAsync();
        Assert.Equal(0, await running.WaitAsync(Patience));
    }

    [Fact]
    public async Task Drains_when_it_is_told_to()
    {
        var drained = await RunAsync("drain");

        Assert.Equal((0, "Node quickstart drains: no new calls, and it ends with the last one under way.\n"), (drained.Code, drained.Output));
        Assert.True(node.Stopping.IsCancellationRequested);
    }

    private async Task ShowsAsync(string type)
    {
        var listed = await RunAsync("entities", type, "--json");
        var id = JsonSerializer.Deserialize(listed.Output, OperationsJson.Default.IReadOnlyListEntityEntry)![0].Id;

        var shown = await RunAsync("entity", "show", $"{type}/{id}", "--last", "3", "--json");
        var entity = JsonSerializer.Deserialize(shown.Output, OperationsJson.Default.Entity)!;

        Assert.Equal((0, type, id), (shown.Code, entity.Type, entity.Id));
        Assert.NotEmpty(entity.State!.Value.EnumerateObject());
        Assert.InRange(entity.Events.Count, 1, 3);
        Assert.True(entity.Events[^1].Sequence >= entity.Sequence);
        Assert.All(entity.Events, one => Assert.Equal(JsonValueKind.Object, one.Payload.ValueKind));
    }

    private static async Task UntilAsync(ChannelReader<string> lines, string text, CancellationToken stop)
    {
        while (!(await lines.ReadAsync(stop)).Contains(text, StringComparison.Ordinal))
        {
        }
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(At(arguments));

    private string[] At(params string[] arguments) => [.. arguments, "--node", node.HttpAddress, "--token-file", node.TokenFile];
}
