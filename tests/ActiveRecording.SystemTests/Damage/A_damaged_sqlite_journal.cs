using ActiveRecording.EventSourcing;
using ActiveRecording.Journals;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.SystemTests.Damage;

public sealed class A_damaged_sqlite_journal : A_damaged_journal
{
    protected override string Journal => "kind = sqlite";

    /// <summary>The file takes text for JSON that is none, and bytes of any length for an identifier.</summary>
    protected override IEnumerable<string> FurtherDamage =>
    [
        "UPDATE journal SET append_id = x'00' WHERE stream_id = 'dn/1005' AND seq = 1",
        "UPDATE journal SET payload = 'spoilt' WHERE stream_id = 'dn/1001' AND seq = 2",
    ];

    protected override IReadOnlyList<string> FurtherStopped => ["1005"];

    protected override IDisposable Open(out IJournal journal)
    {
        var database = new SqliteDatabase(new SqliteOptions { Path = JournalFile }, TimeProvider.System, NullLogger.Instance);
        journal = new SqliteJournal(database);
        return database;
    }

    protected override void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={JournalFile};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
