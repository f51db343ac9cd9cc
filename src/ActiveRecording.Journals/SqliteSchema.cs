namespace ActiveRecording.Journals;

/// <summary>The tables of the journal; those of the read models are made per collection.</summary>
internal static class SqliteSchema
{
    /// <summary>Stored in <c>user_version</c>; a database of a higher one was written by a newer program.</summary>
    public const long Version = 2;

    public const string Journal = """
        CREATE TABLE IF NOT EXISTS shard (
          shard_id INTEGER PRIMARY KEY,
          epoch    INTEGER NOT NULL,
          owner    TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS journal (
          stream_id  TEXT NOT NULL,
          seq        INTEGER NOT NULL,
          shard_id   INTEGER NOT NULL,
          position   INTEGER NOT NULL,
          epoch      INTEGER NOT NULL,
          append_id  BLOB NOT NULL,
          event_name TEXT NOT NULL,
          version    INTEGER NOT NULL,
          payload    TEXT NOT NULL,
          at         INTEGER NOT NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS journal_stream ON journal (stream_id, seq);
        CREATE UNIQUE INDEX IF NOT EXISTS journal_position ON journal (shard_id, position);
        DROP INDEX IF EXISTS journal_append;
        CREATE TABLE IF NOT EXISTS live_stream (
          stream_id TEXT PRIMARY KEY,
          shard_id  INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS live_stream_shard ON live_stream (shard_id, stream_id);
        CREATE TABLE IF NOT EXISTS projection_position (
          projection TEXT NOT NULL,
          shard_id   INTEGER NOT NULL,
          position   INTEGER NOT NULL,
          PRIMARY KEY (projection, shard_id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS snapshot (
          stream_id TEXT PRIMARY KEY,
          seq       INTEGER NOT NULL,
          name      TEXT NOT NULL,
          version   INTEGER NOT NULL,
          payload   TEXT NOT NULL,
          at        INTEGER NOT NULL DEFAULT (CAST(strftime('%s') AS INTEGER) * 1000));
        """;
}
