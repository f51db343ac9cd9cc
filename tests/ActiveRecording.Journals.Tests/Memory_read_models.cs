using ActiveRecording.EventSourcing.ReadModels;

namespace ActiveRecording.Journals.Tests;

public sealed class Memory_read_models : ReadModelContract
{
    protected override IReadModelStore Store { get; } = new MemoryReadModels();
}
