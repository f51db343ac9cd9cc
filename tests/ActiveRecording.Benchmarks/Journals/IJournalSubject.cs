using ActiveRecording.EventSourcing;

namespace ActiveRecording.Benchmarks.Journals;

/// <summary>A journal under measurement, and the bare database beneath it.</summary>
internal interface IJournalSubject : IDisposable
{
    IJournal Journal { get; }

    /// <summary>Connections that the journal appends with.</summary>
    int Connections { get; }

    /// <summary>Rows per second of a bare insert into a table with the same keys.</summary>
    double InsertedPerSecond(int rowsPerBatch, int connections, TimeSpan time);

    /// <summary>Events read by shard and decoded, per second.</summary>
    double ReplayedPerSecond();
}
