using ActiveRecording.EventSourcing;

namespace ActiveRecording.Journals.Tests;

public sealed class A_memory_journal : JournalContract
{
    private readonly MemoryJournal journal = new();

    protected override IJournal Journal => journal;

    protected override IJournal OtherWriter() => journal.OtherWriter();
}
