using ActiveRecording.EventSourcing.Members;

namespace ActiveRecording.SystemTests.Clusters;

/// <summary>The membership store as one node reaches it.</summary>
internal sealed class WiredMembers(DatabaseWire wire, IMembershipStore store) : IMembershipStore
{
    /// <inheritdoc/>
    public Task<RegistrationOutcome> RegisterAsync(Registration registration, CancellationToken stop) =>
        wire.AskAsync(() => store.RegisterAsync(registration, stop));

    /// <inheritdoc/>
    public Task<MemberList> ReadAsync(CancellationToken stop) => wire.AskAsync(() => store.ReadAsync(stop));

    /// <inheritdoc/>
    public Task<bool> AdvanceAsync(long incarnation, MemberState state, CancellationToken stop) =>
        wire.AskAsync(() => store.AdvanceAsync(incarnation, state, stop));

    /// <inheritdoc/>
    public Task<DeposeOutcome> DeposeAsync(long deposer, long deposed, CancellationToken stop) =>
        wire.AskAsync(() => store.DeposeAsync(deposer, deposed, stop));
}
