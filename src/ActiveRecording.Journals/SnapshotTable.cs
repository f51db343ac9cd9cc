using ActiveRecording.EventSourcing;
using Microsoft.Data.Sqlite;

namespace ActiveRecording.Journals;

/// <summary>The newest snapshot of each stream. Written without forcing the disk: a lost one is only a longer replay.</summary>
internal static class SnapshotTable
{
    public static void Save(SqliteConnection connection, StreamSnapshot snapshot)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO snapshot (stream_id, seq, name, version, payload) VALUES ($stream, $seq, $name, $version, $payload)
            ON CONFLICT (stream_id) DO UPDATE SET
              seq = excluded.seq, name = excluded.name, version = excluded.version, payload = excluded.payload, at = excluded.at
            WHERE snapshot.seq < excluded.seq
            """;
        command.Parameters.AddWithValue("$stream", snapshot.Stream.ToString());
        command.Parameters.AddWithValue("$seq", snapshot.Sequence);
        command.Parameters.AddWithValue("$name", snapshot.Data.Name);
        command.Parameters.AddWithValue("$version", snapshot.Data.Version);
        command.Parameters.AddWithValue("$payload", System.Text.Encoding.UTF8.GetString(snapshot.Data.Payload.Span));
        command.ExecuteNonQuery();
    }
}
