using ActiveRecording.Tests;

[assembly: AssemblyFixture(typeof(ActiveRecording.Journals.Tests.Postgres.PostgresServer))]

namespace ActiveRecording.Journals.Tests.Postgres;

/// <summary>The PostgreSQL that tests share, each with a database of its own.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly PostgresCluster cluster = new();

    /// <summary>The port it listens on.</summary>
    public int Port => cluster.Port;

    /// <summary>
    /// A new, empty database. In a plain <c>dotnet test</c> the test is skipped; with REQUIRE_PEERS=1, as
    /// <c>./build.sh interop</c> and the gate have it, it runs.
    /// </summary>
    public string NewDatabase()
    {
        if (Environment.GetEnvironmentVariable("REQUIRE_PEERS") is not "1")
            Assert.Skip("Starts a PostgreSQL: ./build.sh interop runs it.");
        Assert.True(PostgresCluster.Binaries is not null, "PostgreSQL is not installed; apt-get install postgresql");
        return cluster.NewDatabase();
    }

    /// <summary>Ends it as a crash would, without a checkpoint, and starts it again.</summary>
    public void Crash() => cluster.Crash();

    public static void Execute(string connectionString, string sql) => PostgresCluster.Execute(connectionString, sql);

    /// <summary>The first column of every row.</summary>
    public static List<T> Query<T>(string connectionString, string sql) => PostgresCluster.Query<T>(connectionString, sql);

    public ValueTask DisposeAsync() => cluster.DisposeAsync();
}
