using System.Text.Json;
using ActiveRecording.Journals;
using ActiveRecording.Operations;
using ActiveRecording.SystemTests.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.SystemTests.Damage;

/// <summary>The journal says of number 1001 that it is registered for longer than any timer of this machine can run.</summary>
[Collection(nameof(Real_time))]
public sealed class An_entity_that_keeps_failing : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("poison-");
    private SwitchAlone node = null!;

    public async ValueTask InitializeAsync()
    {
        var options = new SqliteOptions { Path = Path.Combine(data.FullName, "journal.db") };
        using (var database = new SqliteDatabase(options, TimeProvider.System, NullLogger.Instance))
        {
            await StoredLives.AppendAsync(new SqliteJournal(database), ["1001"], [], TimeSpan.FromDays(36_500));
            await StoredLives.AppendAsync(new SqliteJournal(database), ["1002"], []);
        }

        node = await SwitchAlone.StartAsync(data.FullName, "kind = sqlite");
        using var patience = new CancellationTokenSource(Patience);
        while ((await node.ArctlAsync("health")).Code != 7) await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task Leaves_what_made_it_fail_for_inspection()
    {
        var listed = await node.ArctlAsync("poison", "--json");
        var all = JsonSerializer.Deserialize(listed.Output, OperationsJson.Default.IReadOnlyListPoison)!;
        Assert.Equal(0, listed.Code);
        Assert.Equal([1, 2, 3, 4, 5, 6], all.Select(one => one.Failures));
        Assert.All(all, one => Assert.Equal(("dn/1001", "Resume", one.Failures == 6), (one.Entity, one.Kind, one.IsStopped)));
        Assert.Equal(all, JsonSerializer.Deserialize((await node.ArctlAsync("poison", "1001", "--json")).Output, OperationsJson.Default.IReadOnlyListPoison)!);

        Assert.Matches(@"dn/1001 +Resume +6 +stopped +ArgumentOutOfRangeException", (await node.ArctlAsync("poison")).Output);
        var shown = (await node.ArctlAsync("poison", "dn/1001")).Output;
        Assert.Contains("dn/1001 restarted after Resume, failure 1", shown, StringComparison.Ordinal);
        Assert.Contains("   at ActiveRecording.", shown, StringComparison.Ordinal);
        Assert.Equal("No command has made an entity fail.", (await node.ArctlAsync("poison", "dn/1002")).Output.Trim());
    }

    [Fact]
    public async Task Is_stopped_and_leaves_the_others_alone()
    {
        Assert.Contains("dn/1001 is stopped: it failed 6 times", (await node.ArctlAsync("health")).Output, StringComparison.Ordinal);
        Assert.Equal(503, await node.Phone("1001").RegisterAsync());
        Assert.Equal(200, await node.Phone("1002").RegisterAsync());
    }
}
