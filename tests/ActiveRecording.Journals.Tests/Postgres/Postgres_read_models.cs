using ActiveRecording.EventSourcing.ReadModels;
using ActiveRecording.Journals.Postgres;

namespace ActiveRecording.Journals.Tests.Postgres;

public sealed class Postgres_read_models : ReadModelContract, IDisposable
{
    private readonly PostgresNodes nodes;

    public Postgres_read_models(PostgresServer server)
    {
        nodes = new PostgresNodes(server);
        Store = new PostgresReadModels(nodes.Open(), ["recording", "call"]);
    }

    protected override IReadModelStore Store { get; }

    [Fact]
    public async Task Give_documents_of_an_older_program_a_revision()
    {
        PostgresServer.Execute(nodes.ConnectionString, """
            ALTER TABLE model_call DROP COLUMN revision;
            INSERT INTO model_call (id, time, dns, json) VALUES ('c1', 0, '{}', '{}');
            """);
        var store = new PostgresReadModels(nodes.Open(), ["recording", "call"]);

        Assert.Equal(1, (await store.FindAsync("call", "c1", TestContext.Current.CancellationToken))!.Revision);
    }

    public void Dispose() => nodes.Dispose();
}
