using System.Net.Sockets;
using ActiveRecording.EventSourcing;
using Npgsql;

namespace ActiveRecording.Journals.Postgres;

/// <summary>Why a statement failed, and what that means for the appends in it.</summary>
/// <param name="Exception">Npgsql's own words.</param>
internal sealed record PostgresFailure(Exception Exception)
{
    /// <summary>What a statement or connection throws; anything else is a flaw of this program.</summary>
    public static bool Is(Exception exception) =>
        exception is NpgsqlException or IOException or SocketException or TimeoutException or OperationCanceledException;

    /// <summary>A sequence number or position is taken: the whole batch was rolled back.</summary>
    public bool IsTaken => Exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <summary>The server does not take what is in one of the events (class 22): the whole batch was rolled back.</summary>
    public bool IsFlawOfAnEvent => Exception is PostgresException answered && answered.SqlState.StartsWith("22", StringComparison.Ordinal);

    /// <summary>Another connection holds the lock for too long; nothing was done.</summary>
    public bool IsLocked => Exception is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable };

    /// <summary>
    /// The server did not say that it rolled the statement back: the connection broke, the time was up, or the server
    /// was told to end it, which it may do after the commit.
    /// </summary>
    public bool IsUnknown => Exception is not PostgresException answered
        || answered.SqlState is PostgresErrorCodes.QueryCanceled
        || answered.SqlState.StartsWith("57P", StringComparison.Ordinal)
        || answered.SqlState.StartsWith("08", StringComparison.Ordinal);

    public AppendOutcome Outcome => IsUnknown ? AppendOutcome.Unknown : AppendOutcome.Refused;
}
