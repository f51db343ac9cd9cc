namespace ActiveRecording.Journals.Postgres;

/// <summary>The tables of the journal and of the cluster's members; those of the read models are made per collection.</summary>
internal static class PostgresSchema
{
    /// <summary>Stored in <c>journal_schema</c>; a database of a higher one was written by a newer program.</summary>
    public const int Version = 2;

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

    /// <summary>
    /// One row of what all members agree on, and one row for each life of a node. A name has one living incarnation at
    /// most. States are those of <c>MemberState</c> by number: 0 joining, 1 up, 2 leaving, 3 down.
    /// </summary>
    public const string Members = """
        CREATE TABLE IF NOT EXISTS cluster (
          is_only          bool PRIMARY KEY DEFAULT true CHECK (is_only),
          name             text,
          secret_proof     text,
          events           text[] NOT NULL,
          last_incarnation bigint NOT NULL,
          version          bigint NOT NULL);
        INSERT INTO cluster (events, last_incarnation, version) VALUES ('{}', 0, 0) ON CONFLICT DO NOTHING;
        CREATE TABLE IF NOT EXISTS member (
          incarnation bigint PRIMARY KEY,
          name        text COLLATE "C" NOT NULL,
          address     text NOT NULL,
          roles       text[] NOT NULL,
          events      text[] NOT NULL,
          state       smallint NOT NULL CHECK (state BETWEEN 0 AND 3),
          registered  timestamptz NOT NULL);
        CREATE INDEX IF NOT EXISTS member_name ON member (name, incarnation DESC);
        CREATE UNIQUE INDEX IF NOT EXISTS member_alive ON member (name) WHERE state < 3;
        """;
}
