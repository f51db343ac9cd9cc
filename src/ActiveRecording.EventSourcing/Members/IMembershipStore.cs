namespace ActiveRecording.EventSourcing.Members;

/// <summary>
/// The one truth about who is in the cluster. Every call is atomic; the first writer wins. A call that fails has an
/// unknown outcome: read again. Liveness is not kept here: nodes hear each other directly.
/// </summary>
public interface IMembershipStore
{
    /// <summary>
    /// Registers a new incarnation as joining, unless <see cref="Registration.ObjectionOf"/> or the store's own schema
    /// forbids it. Every earlier incarnation of the same name is down afterwards.
    /// </summary>
    Task<RegistrationOutcome> RegisterAsync(Registration registration, CancellationToken stop);

    /// <summary>Who is in the cluster now.</summary>
    Task<MemberList> ReadAsync(CancellationToken stop);

    /// <summary>Moves the caller's own incarnation forward.</summary>
    /// <returns>False if it is down already, or further than <paramref name="state"/>.</returns>
    Task<bool> AdvanceAsync(long incarnation, MemberState state, CancellationToken stop);

    /// <summary>Puts another incarnation down; only one that is alive itself may.</summary>
    Task<DeposeOutcome> DeposeAsync(long deposer, long deposed, CancellationToken stop);
}
