using ActiveRecording.EventSourcing;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ActiveRecording.Journals;

/// <summary>Why a transaction failed, and what that means for its appends.</summary>
/// <param name="Exception">SQLite's own words.</param>
/// <param name="Committing">It failed in the commit, not before.</param>
internal sealed record JournalFailure(SqliteException Exception, bool Committing)
{
    /// <summary>No room on the disk, or the database's own bound is reached.</summary>
    public bool IsFull => Exception.SqliteErrorCode == raw.SQLITE_FULL;

    /// <summary>A sequence number or position is taken.</summary>
    public bool IsConstraint => Exception.SqliteErrorCode == raw.SQLITE_CONSTRAINT;

    /// <summary>The commit record may or may not have reached the disk.</summary>
    public bool IsUnknown => Committing && !IsFull && Exception.SqliteErrorCode != raw.SQLITE_BUSY;

    public AppendOutcome Outcome =>
        IsConstraint ? AppendOutcome.Conflict : IsUnknown ? AppendOutcome.Unknown : AppendOutcome.Refused;
}
