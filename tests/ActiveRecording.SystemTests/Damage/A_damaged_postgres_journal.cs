using ActiveRecording.EventSourcing;
using ActiveRecording.Journals.Postgres;
using ActiveRecording.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.SystemTests.Damage;

public sealed class A_damaged_postgres_journal : A_damaged_journal
{
    private readonly PostgresCluster cluster = new();
    private string? connection;

    protected override string Journal => $"kind = postgresql, postgresql.connection = \"{Connection}\"";

    protected override IEnumerable<string> FurtherDamage => [];

    protected override IReadOnlyList<string> FurtherStopped => [];

    private string Connection => connection ??= NewDatabase();

    public override async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override IDisposable Open(out IJournal journal)
    {
        var database = new PostgresDatabase(
            new PostgresOptions { ConnectionString = Connection }, TimeProvider.System, NullLogger.Instance);
        journal = new PostgresJournal(database);
        return database;
    }

    protected override void Execute(string sql) => PostgresCluster.Execute(Connection, sql);

    private string NewDatabase()
    {
        if (Environment.GetEnvironmentVariable("REQUIRE_PEERS") is not "1")
            Assert.Skip("Starts a PostgreSQL: ./build.sh interop runs it.");
        return cluster.NewDatabase();
    }
}
