using ActiveRecording.Journals;

namespace ActiveRecording.Host.Configuration;

/// <summary>Reads the section <c>journal</c>.</summary>
internal static class JournalSettings
{
    public static SqliteOptions Read(Settings journal, string owner) => new()
    {
        Path = journal.Name("file"),
        Owner = owner,
        BatchAppends = journal.Number("batch-appends", 1, 100_000),
        QueuedAppends = journal.Number("queued-appends", 16, 1_000_000),
        ReserveBytes = journal.Size("reserve", 0, 1L << 40),
        MaxBytes = journal.Size("max-size", 0, 1L << 50),
    };
}
