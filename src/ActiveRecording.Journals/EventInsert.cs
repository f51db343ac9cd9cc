using ActiveRecording.EventSourcing;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ActiveRecording.Journals;

/// <summary>
/// The one statement that runs per event, so it is bound by hand: UTF-8 payloads go to SQLite as they are.
/// </summary>
internal sealed class EventInsert : IDisposable
{
    private const string Sql = """
        INSERT INTO journal (stream_id, seq, shard_id, position, epoch, append_id, event_name, version, payload, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;

    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private readonly TimeProvider time;

    public EventInsert(SqliteConnection connection, TimeProvider time)
    {
        database = connection.Handle!;
        this.time = time;
        Check(raw.sqlite3_prepare_v2(database, Sql, out statement));
    }

    public void Execute(string stream, long sequence, ShardEpoch fence, long position, Guid appendId, EventData data)
    {
        Span<byte> append = stackalloc byte[16];
        appendId.TryWriteBytes(append);
        Check(raw.sqlite3_bind_text(statement, 1, stream));
        Check(raw.sqlite3_bind_int64(statement, 2, sequence));
        Check(raw.sqlite3_bind_int(statement, 3, fence.Shard));
        Check(raw.sqlite3_bind_int64(statement, 4, position));
        Check(raw.sqlite3_bind_int64(statement, 5, fence.Epoch));
        Check(raw.sqlite3_bind_blob(statement, 6, append));
        Check(raw.sqlite3_bind_text(statement, 7, data.Name));
        Check(raw.sqlite3_bind_int(statement, 8, data.Version));
        Check(raw.sqlite3_bind_text(statement, 9, data.Payload.Span));
        Check(raw.sqlite3_bind_int64(statement, 10, time.GetUtcNow().ToUnixTimeMilliseconds()));
        var result = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        if (result != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(result, database);
    }

    /// <summary>Ready for another execution after a failed one.</summary>
    public void Reset() => raw.sqlite3_reset(statement);

    public void Dispose() => statement.Dispose();

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, database);
}
