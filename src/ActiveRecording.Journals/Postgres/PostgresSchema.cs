namespace ActiveRecording.Journals.Postgres;

/// <summary>The tables of the journal; those of the read models are made per collection.</summary>
internal static class PostgresSchema
{
    /// <summary>Stored in <c>journal_schema</c>; a database of a higher one was written by a newer program.</summary>
    public const int Version = 1;

    /// <summary>Taken while tables are made, so that nodes that start together do it one after another.</summary>
    public const long MigrationLock = 0x4152_4A6F_7572;

    /// <summary>
    /// Text that is compared or ordered is in the collation "C", as the program compares it. Payloads are
    /// <c>json</c>, not <c>jsonb</c>: they stay byte for byte as they were written.
    /// </summary>
    public const string Journal = """
        CREATE TABLE IF NOT EXISTS journal_schema (
          version int NOT NULL,
          shards  int NOT NULL);
        CREATE TABLE IF NOT EXISTS shard (
          shard_id int PRIMARY KEY,
          epoch    bigint NOT NULL,
          owner    text NOT NULL);
        CREATE TABLE IF NOT EXISTS journal (
          stream_id  text COLLATE "C" NOT NULL,
          seq        bigint NOT NULL,
          shard_id   int NOT NULL,
          position   bigint NOT NULL,
          epoch      bigint NOT NULL,
          append_id  uuid NOT NULL,
          event_name text NOT NULL,
          version    int NOT NULL,
          payload    json NOT NULL,
          at         timestamptz NOT NULL DEFAULT now(),
          PRIMARY KEY (stream_id, seq));
        CREATE UNIQUE INDEX IF NOT EXISTS journal_position ON journal (shard_id, position);
        CREATE TABLE IF NOT EXISTS live_stream (
          stream_id text COLLATE "C" PRIMARY KEY,
          shard_id  int NOT NULL);
        CREATE INDEX IF NOT EXISTS live_stream_shard ON live_stream (shard_id, stream_id);
        CREATE TABLE IF NOT EXISTS snapshot (
          stream_id text COLLATE "C" PRIMARY KEY,
          seq       bigint NOT NULL,
          name      text NOT NULL,
          version   int NOT NULL,
          payload   json NOT NULL,
          at        timestamptz NOT NULL DEFAULT now());
        CREATE TABLE IF NOT EXISTS projection_position (
          projection text NOT NULL,
          shard_id   int NOT NULL,
          position   bigint NOT NULL,
          PRIMARY KEY (projection, shard_id));
        """;
}
