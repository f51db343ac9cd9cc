using ActiveRecording.EventSourcing.ReadModels;

namespace ActiveRecording.Journals.Tests;

public sealed class Sqlite_read_models : ReadModelContract, IDisposable
{
    private readonly TemporaryDatabase file = new();

    public Sqlite_read_models() => Store = new SqliteReadModels(file.Open(), ["recording", "call"]);

    protected override IReadModelStore Store { get; }

    public void Dispose() => file.Dispose();
}
