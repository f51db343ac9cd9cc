using System.Data.Common;
using System.Net;
using System.Net.Http.Json;
using ActiveRecording.EventSourcing;
using ActiveRecording.Operations;
using ActiveRecording.SystemTests.Nodes;

namespace ActiveRecording.SystemTests.Damage;

/// <summary>
/// Rows of the journal are spoilt by SQL while no node runs. Of six numbers, 1001 to 1003 cannot be replayed any more; of
/// three calls, two have an event that nobody can read.
/// </summary>
[Collection(nameof(Real_time))]
public abstract class A_damaged_journal : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly string[] Numbers = ["1001", "1002", "1003", "1004", "1005", "1006"];
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("damaged-");

    /// <summary>The file of a journal that is one.</summary>
    protected string JournalFile => Path.Combine(data.FullName, "journal.db");

    /// <summary>The database in a configuration file.</summary>
    protected abstract string Journal { get; }

    /// <summary>What this database lets happen to a row besides.</summary>
    protected abstract IEnumerable<string> FurtherDamage { get; }

    /// <summary>Whom that befalls.</summary>
    protected abstract IReadOnlyList<string> FurtherStopped { get; }

    /// <summary>Three numbers; two events, one that is missing and one of no stream in the read models; what befalls others is told by both.</summary>
    private int Sentences => 3 + 4 + (2 * FurtherStopped.Count);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stops_those_alone_whose_events_it_is_and_hides_nothing()
    {
        await SpoilAsync();
        await using var node = await StartAsync();
        string[] stopped = ["1001", "1002", "1003", .. FurtherStopped];

        var degraded = await DegradedAsync(node, Sentences);
        Assert.Equal(stopped.Select(number => $"dn/{number}"), degraded.Where(line => line.Contains(" is stopped: ", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]));
        Says(degraded, "dn/1001 is stopped: Event 2 of dn/1001 cannot be replayed: ");
        Says(degraded, "dn/1002 is stopped: Event 2 of dn/1002 cannot be replayed: Event 'dn-teleported' version 1 is unknown");
        Says(degraded, "dn/1003 is stopped: Event 2 of dn/1003 is missing; the next one there is 3");
        Says(degraded, "reporting: left out event 3 of call/broken, callee-ringing version 1 (shard ");
        Says(degraded, "reporting: left out event 3 of call/strange, call-sold version 1 (shard ");
        Says(degraded, "its stream 'nonsense' is not category/id");
        Assert.Matches("stopped_entities\\{category=\"dn\"\\} [1-9]", await node.Http.GetStringAsync("/metrics", Stop));

        var entries = (await node.GetAsync($"{OperationsPaths.Entities}/dn", OperationsJson.Default.IReadOnlyListEntityEntry))!;
        Assert.Equal(Numbers, entries.Select(entry => entry.Id));
        Assert.Equal(stopped, entries.Where(entry => entry.Status == "stopped").Select(entry => entry.Id));
        Assert.All(entries, entry => Assert.Equal(entry.Status == "stopped", entry.Reason is not null));
        Assert.Equal(200, await node.Phone("1004").RegisterAsync());
        Assert.Equal(["broken", "strange", "whole"], (await node.CallsAsync()).Where(call => call.State == CallState.Ended).Select(call => call.CallUuid));
    }

    [Fact]
    public async Task Is_told_by_arctl_with_an_exit_code_for_scripts()
    {
        await SpoilAsync();
        await using var node = await StartAsync();
        await DegradedAsync(node, Sentences);

        var health = await node.ArctlAsync("health");
        Assert.Equal(7, health.Code);
        Assert.Contains("The node is ready.", health.Output, StringComparison.Ordinal);
        Assert.Contains("  dn/1003 is stopped: Event 2 of dn/1003 is missing", health.Output, StringComparison.Ordinal);
        Assert.Matches("1003 +[0-9]+ +stopped +Event 2 of dn/1003 is missing", (await node.ArctlAsync("entities", "dn")).Output);
        var shown = (await node.ArctlAsync("entity", "show", "dn/1002")).Output;
        Assert.Contains("It is stopped: Event 2 of dn/1002 cannot be replayed", shown, StringComparison.Ordinal);
        Assert.Contains("dn-teleported v1", shown, StringComparison.Ordinal);
        var tail = (await node.ArctlAsync("journal", "tail", "--last", "1000", "--no-follow")).Output;
        Assert.Equal((Numbers.Length * 3) + (3 * 4) - 1, tail.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("  DAMAGED: its stream 'nonsense' is not category/id", tail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Goes_on_once_its_rows_are_mended()
    {
        await AppendAsync();
        Execute("UPDATE journal SET event_name = 'dn-teleported' WHERE stream_id = 'dn/1002' AND seq = 2");
        await using (var node = await StartAsync()) await DegradedAsync(node, 1);
        Execute("UPDATE journal SET event_name = 'dn-registered' WHERE stream_id = 'dn/1002' AND seq = 2");
        await using var mended = await StartAsync();

        var health = await mended.ArctlAsync("health");
        Assert.Equal((0, "The node is ready."), (health.Code, health.Output.Trim()));
        Assert.Equal(200, await mended.Phone("1002").RegisterAsync());
    }

    [Fact]
    public async Task Cannot_have_two_events_in_one_place()
    {
        await AppendAsync();

        Assert.ThrowsAny<DbException>(() => Execute("UPDATE journal SET seq = 1 WHERE stream_id = 'dn/1001' AND seq = 2"));
        Assert.ThrowsAny<DbException>(() => Execute(
            "UPDATE journal SET position = (SELECT max(j.position) FROM journal j WHERE j.shard_id = journal.shard_id) WHERE stream_id = 'dn/1001'"));
    }

    public virtual ValueTask DisposeAsync()
    {
        data.Delete(recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The journal before any node uses it.</summary>
    protected abstract IDisposable Open(out IJournal journal);

    protected abstract void Execute(string sql);

    private static void Says(IReadOnlyList<string> lines, string words) =>
        Assert.Contains(lines, line => line.Contains(words, StringComparison.Ordinal));

    private async Task AppendAsync()
    {
        using var database = Open(out var journal);
        await StoredLives.AppendAsync(journal, Numbers, ["broken", "strange", "whole"]);
    }

    private async Task SpoilAsync()
    {
        await AppendAsync();
        Execute("""UPDATE journal SET payload = '{"at":17}' WHERE stream_id = 'dn/1001' AND seq = 2""");
        Execute("UPDATE journal SET event_name = 'dn-teleported' WHERE stream_id = 'dn/1002' AND seq = 2");
        Execute("DELETE FROM journal WHERE stream_id = 'dn/1003' AND seq = 2");
        Execute("""UPDATE journal SET payload = '{"at":"never"}' WHERE stream_id = 'call/broken' AND seq = 3""");
        Execute("UPDATE journal SET event_name = 'call-sold' WHERE stream_id = 'call/strange' AND seq = 3");
        Execute("UPDATE journal SET stream_id = 'nonsense' WHERE stream_id = 'dn/1006' AND seq = 3");
        Execute("INSERT INTO live_stream (stream_id, shard_id) VALUES ('nonsense', 3)");
        foreach (var sql in FurtherDamage) Execute(sql);
    }

    private Task<SwitchAlone> StartAsync() => SwitchAlone.StartAsync(data.FullName, Journal);

    /// <summary>What the node says to be amiss with it, once it is as many things; it is ready all the same.</summary>
    private static async Task<IReadOnlyList<string>> DegradedAsync(SwitchAlone node, int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(Patience);
        while (true)
        {
            using var response = await node.Http.GetAsync(OperationsPaths.Health, patience.Token);
            var report = await response.Content.ReadFromJsonAsync(OperationsJson.Default.HealthReport, patience.Token);
            Assert.Equal((HttpStatusCode.OK, "ready"), (response.StatusCode, report!.Status));
            if (report.Degraded?.Count >= count) return report.Degraded;
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }
}
