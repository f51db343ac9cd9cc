using ActiveRecording.Journals;
using ActiveRecording.Journals.Postgres;

namespace ActiveRecording.Host.Configuration;

/// <summary>Reads the section <c>journal</c>.</summary>
internal static class JournalSettings
{
    public static JournalOptions Read(Settings journal, string owner)
    {
        var shards = journal.Number("shards", 1, 1_024);
        var batchAppends = journal.Number("batch-appends", 1, 100_000);
        var queuedAppends = journal.Number("queued-appends", 16, 1_000_000);
        var kind = journal.OneOf("kind", ("sqlite", JournalKind.Sqlite), ("postgresql", JournalKind.Postgres));
        return new JournalOptions
        {
            Kind = kind,
            Shards = shards,
            SnapshotEvery = journal.Number("snapshot-every", 0, 1_000_000),
            Sqlite = new SqliteOptions
            {
                Path = journal.Name("file"),
                Owner = owner,
                BatchAppends = batchAppends,
                QueuedAppends = queuedAppends,
                ReserveBytes = journal.Size("reserve", 0, 1L << 40),
                MaxBytes = journal.Size("max-size", 0, 1L << 50),
            },
            Postgres = ReadPostgres(journal.Section("postgresql"), kind) with
            {
                Owner = owner,
                Shards = shards,
                BatchAppends = batchAppends,
                QueuedAppends = queuedAppends,
            },
        };
    }

    private static PostgresOptions ReadPostgres(Settings postgres, JournalKind kind)
    {
        var connection = postgres.Text("connection");
        if (kind == JournalKind.Postgres && connection.Length == 0) postgres.Complain("connection", "journal.kind = postgresql needs it");
        else if (PostgresOptions.ProblemOf(connection) is { } problem) postgres.Complain("connection", problem);
        return new PostgresOptions
        {
            ConnectionString = connection,
            Lanes = postgres.Number("lanes", 1, 16),
            Timeout = postgres.Duration("timeout", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)),
            LockTimeout = postgres.Duration("lock-timeout", TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)),
        };
    }
}
