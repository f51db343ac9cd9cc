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

    public void Dispose() => nodes.Dispose();
}
