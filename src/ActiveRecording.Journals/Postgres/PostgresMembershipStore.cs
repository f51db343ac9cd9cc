using ActiveRecording.EventSourcing.Members;

namespace ActiveRecording.Journals.Postgres;

/// <summary>
/// Who is in the cluster, in the database that nodes share. Instants are the database's. Changes are sent once: when
/// the connection breaks or the time is up, the call fails and its outcome is unknown, as the contract says.
/// </summary>
/// <param name="database">The node's connections.</param>
public sealed class PostgresMembershipStore(PostgresDatabase database) : IMembershipStore
{
    /// <inheritdoc/>
    public Task<RegistrationOutcome> RegisterAsync(Registration registration, CancellationToken stop) =>
        database.Members.RunOnceAsync(connection => MemberRegistration.Run(connection, registration, stop), stop);

    /// <inheritdoc/>
    public Task<MemberList> ReadAsync(CancellationToken stop) => database.Members.RunWantedAsync(MemberRows.Read, stop);

    /// <inheritdoc/>
    public Task<bool> AdvanceAsync(long incarnation, MemberState state, CancellationToken stop) =>
        database.Members.RunOnceAsync(connection => MemberRows.Advance(connection, incarnation, state), stop);

    /// <inheritdoc/>
    public Task<DeposeOutcome> DeposeAsync(long deposer, long deposed, CancellationToken stop) =>
        database.Members.RunOnceAsync(connection => MemberRows.Depose(connection, deposer, deposed), stop);
}
