using ActiveRecording.EventSourcing.ReadModels;
using Microsoft.Data.Sqlite;

namespace ActiveRecording.Journals.Tests;

public sealed class Sqlite_read_models : ReadModelContract, IDisposable
{
    private readonly TemporaryDatabase file = new();

    public Sqlite_read_models() => Store = new SqliteReadModels(file.Open(), ["recording", "call"]);

    protected override IReadModelStore Store { get; }

    [Fact]
    public async Task Give_documents_of_an_older_program_a_revision()
    {
        using (var connection = new SqliteConnection($"Data Source={file.Path};Pooling=false"))
        {
            connection.Open();
            using var older = connection.CreateCommand();
            older.CommandText = """
                ALTER TABLE model_call DROP COLUMN revision;
                INSERT INTO model_call (id, time, dns, json) VALUES ('c1', 0, '', '{}');
                """;
            older.ExecuteNonQuery();
        }

        var store = new SqliteReadModels(file.Open(), ["recording", "call"]);

        Assert.Equal(1, (await store.FindAsync("call", "c1", TestContext.Current.CancellationToken))!.Revision);
    }

    public void Dispose() => file.Dispose();
}
