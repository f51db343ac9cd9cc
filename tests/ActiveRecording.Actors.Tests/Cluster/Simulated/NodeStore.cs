using ActiveRecording.EventSourcing.Members;

namespace ActiveRecording.Actors.Tests.Cluster.Simulated;

/// <summary>The membership store as one node reaches it.</summary>
public sealed class NodeStore(Wire wire, IMembershipStore store) : IMembershipStore
{
    public Task<RegistrationOutcome> RegisterAsync(Registration registration, CancellationToken stop) =>
        wire.AskAsync(() => store.RegisterAsync(registration, stop));

    public Task<MemberList> ReadAsync(CancellationToken stop) => wire.AskAsync(() => store.ReadAsync(stop));

    public Task<bool> AdvanceAsync(long incarnation, MemberState state, CancellationToken stop) =>
        wire.AskAsync(() => store.AdvanceAsync(incarnation, state, stop));

    public Task<DeposeOutcome> DeposeAsync(long deposer, long deposed, CancellationToken stop) =>
        wire.AskAsync(() => store.DeposeAsync(deposer, deposed, stop));
}
