using ActiveRecording.Journals;
using ActiveRecording.Journals.Postgres;

namespace ActiveRecording.Host.Configuration;

/// <summary>Where events, snapshots and read models are kept.</summary>
public sealed record JournalOptions
{
    /// <summary>Which of the two databases.</summary>
    public required JournalKind Kind { get; init; }

    /// <summary>Shards of the journal, the same for its life.</summary>
    public required int Shards { get; init; }

    /// <summary>Events after which the state of a long stream is kept anew; 0 for never.</summary>
    public required int SnapshotEvery { get; init; }

    /// <summary>The embedded database.</summary>
    public required SqliteOptions Sqlite { get; init; }

    /// <summary>The database that nodes share.</summary>
    public required PostgresOptions Postgres { get; init; }
}

/// <summary>A kind of database.</summary>
public enum JournalKind
{
    /// <summary>Embedded, for one node.</summary>
    Sqlite,

    /// <summary>Shared by many nodes.</summary>
    Postgres,
}
