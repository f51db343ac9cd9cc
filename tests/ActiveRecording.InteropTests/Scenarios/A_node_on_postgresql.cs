using ActiveRecording.InteropTests.Peers;
using ActiveRecording.Operations;
using ActiveRecording.Tests;

namespace ActiveRecording.InteropTests.Scenarios;

public sealed class A_node_on_postgresql : NodeScenario, IAsyncDisposable
{
    private const int Callee = 5_081;
    private const int Caller = 5_082;
    private const int Calls = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly PostgresCluster cluster = new();

    [Fact]
    public async Task Records_calls_and_knows_them_after_its_database_crashed_and_it_was_killed()
    {
        Peer.RequireMachine("Starts a PostgreSQL and a node");
        Assert.True(PostgresCluster.Binaries is not null, "PostgreSQL is not installed; apt-get install postgresql");
        var database = cluster.NewDatabase();
        var journal = $"journal {{ kind = postgresql, postgresql.connection = \"{database}\" }}\nsip-server.anchor-timeout = 5 s";
        var folder = NewFolder("node");
        var sipp = new Sipp(NewFolder("sipp"), "u1");
        await using (var node = await NodeUnderTest.StartAsync(folder, journal))
        {
            await sipp.RegisterAsync("1001", Callee);
            await using var callee = sipp.Answer(Callee, Calls);
            var made = await sipp.CallAsync("1004", "1001", Caller, new SippLoad(Calls, 5, TimeSpan.FromSeconds(3)), callee);
            Assert.Equal(Calls, made.Count);
            AssertSealed(await node.FinishedRecordingsAsync(Calls, Patience));
            cluster.Crash();
            AssertSealed(await node.FinishedRecordingsAsync(Calls, Patience));
            await node.KillAsync();
        }

        await using var again = await NodeUnderTest.StartAsync(folder, journal);
        AssertSealed(await again.FinishedRecordingsAsync(Calls, Patience));
        Assert.Empty(PostgresCluster.Query<string>(
            database, "SELECT stream_id FROM journal GROUP BY stream_id HAVING min(seq) <> 1 OR max(seq) <> count(*)"));
        Assert.Equal([(long)Calls], PostgresCluster.Query<long>(
            database, "SELECT count(*) FROM journal WHERE event_name = 'call-ended'"));
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    private static void AssertSealed(IReadOnlyList<Recording> recordings)
    {
        Assert.Equal(Calls, recordings.Count);
        Assert.All(recordings, static one => Assert.Equal(RecordingState.Sealed, one.State));
    }
}
