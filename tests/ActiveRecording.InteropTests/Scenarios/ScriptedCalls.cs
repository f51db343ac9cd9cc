using ActiveRecording.InteropTests.Peers;

namespace ActiveRecording.InteropTests.Scenarios;

/// <summary>
/// A node for the scripted calls of a class, one call at a time between numbers that sipp has at fixed addresses. It is
/// started for the first of them and lives through all; after each it must be at rest.
/// </summary>
public sealed class ScriptedCalls : IAsyncLifetime
{
    /// <summary>The address for the last of its numbers, that nothing records.</summary>
    internal const int Bystander = 5_085;

    /// <summary>T1 is a fifth of the usual, so that giving up takes 6.4 s.</summary>
    private const string Configuration = """
        sip.t1 = 100 ms
        sip-server { no-answer = 5 s, follow-redirects = 1, anchor-timeout = 5 s }
        dns {
          1001.contact = "sip:127.0.0.1:5081"
          1002.contact = "sip:127.0.0.1:5083;transport=tcp"
          1003.contact = "sip:127.0.0.1:5085"
          1004.contact = "sip:127.0.0.1:5082"
          1005.contact = "sip:127.0.0.1:5084;transport=tcp"
        }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("interop-");
    private readonly HashSet<string> known = [];
    private NodeUnderTest? node;
    private int played;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (node is not null) await node.DisposeAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>Plays both sides of a call; done when both ended as their scenarios say and the node is at rest.</summary>
    /// <param name="transport"><c>u1</c> or <c>t1</c>.</param>
    /// <param name="caller">The caller's scenario.</param>
    /// <param name="callee">The callee's; null if nobody is reached.</param>
    /// <param name="pause">How long the scenarios' pauses are.</param>
    /// <param name="values">What the scenarios leave open.</param>
    internal async Task<ScriptedCall> PlayAsync(
        string transport, string caller, string? callee, double pause = 0.5, params (string Name, string Value)[] values)
    {
        var settings = new SippSettings(TimeSpan.FromSeconds(pause), values);
        var sipp = NewSipp(transport);
        node ??= await NodeUnderTest.StartAsync(folder.CreateSubdirectory("node").FullName, Configuration);
        _ = await NewsAsync(node);
        var (from, fromPort, to, toPort) = transport is "t1" ? ("1005", 5_084, "1002", 5_083) : ("1004", 5_082, "1001", 5_081);

        await using var answering = callee is null ? null : await sipp.AwaitCallAsync(callee, toPort, settings);
        await using var calling = sipp.CallOnce(caller, from, to, fromPort, settings);
        await Sipp.SucceededAsync(calling, Patience);
        if (answering is not null) await Sipp.SucceededAsync(answering, Patience);
        await node.RestsAsync();
        Assert.DoesNotContain("fail:", node.Output, StringComparison.Ordinal);
        return await NewsAsync(node);
    }

    /// <summary>sipp with a folder of its own.</summary>
    internal Sipp NewSipp(string transport) => new(folder.CreateSubdirectory($"call-{++played}").FullName, transport);

    /// <summary>What was not there when this was asked last.</summary>
    private async Task<ScriptedCall> NewsAsync(NodeUnderTest node)
    {
        var records = await node.CallDetailRecordsAsync();
        var recordings = await node.RecordingsAsync();
        return new ScriptedCall(
            [.. records.Where(one => known.Add(one.CallUuid))],
            [.. recordings.Where(one => known.Add(one.Id))]);
    }
}
