using Npgsql;

namespace ActiveRecording.Journals.Tests.Postgres;

/// <summary>One connection, stepped by a test, to show in which order statements of two writers may meet.</summary>
internal sealed class Session : IDisposable
{
    private readonly NpgsqlConnection connection;

    public Session(string connectionString)
    {
        connection = new NpgsqlConnection(connectionString);
        connection.Open();
    }

    public int Run(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first column of the rows.</summary>
    public List<long> Read(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        using var row = command.ExecuteReader();
        var found = new List<long>();
        while (row.Read()) found.Add(Convert.ToInt64(row.GetValue(0), System.Globalization.CultureInfo.InvariantCulture));
        return found;
    }

    /// <summary>Runs a statement elsewhere, and returns once it either ended or waits for a lock.</summary>
    public Task Begin(string sql)
    {
        var running = Task.Run(() => Run(sql));
        while (!running.IsCompleted && !IsBlocked()) Thread.Yield();
        return running;
    }

    public void Dispose() => connection.Dispose();

    private bool IsBlocked() => PostgresServer.Query<int>(
        connection.ConnectionString,
        $"SELECT 1 FROM pg_stat_activity WHERE pid = {connection.ProcessID} AND wait_event_type = 'Lock'").Count > 0;
}
