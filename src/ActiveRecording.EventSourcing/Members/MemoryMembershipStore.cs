namespace ActiveRecording.EventSourcing.Members;

/// <summary>A membership store in memory, shared by the nodes of a simulation.</summary>
/// <param name="time">The store's clock.</param>
public sealed class MemoryMembershipStore(TimeProvider time) : IMembershipStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, Row> youngest = new(StringComparer.Ordinal);
    private readonly HashSet<string> events = new(StringComparer.Ordinal);
    private string? cluster;
    private string? secretProof;
    private long lastIncarnation;
    private long version;

    /// <inheritdoc/>
    public Task<RegistrationOutcome> RegisterAsync(Registration registration, CancellationToken stop)
    {
        lock (gate)
        {
            var others = youngest.Values.Where(row => row.Member.IsAlive && row.Member.Name != registration.Name).ToArray();
            var facts = new ClusterFacts(
                cluster, secretProof, time.GetUtcNow(), events,
                others.Length == 0 ? null : [.. registration.Events.Where(name => others.All(row => row.Events.Contains(name)))]);
            if (registration.ObjectionOf(facts) is { } objection)
                return Task.FromResult<RegistrationOutcome>(new RegistrationOutcome.Refused(objection));

            (cluster, secretProof) = (registration.Cluster, registration.SecretProof);
            events.UnionWith(registration.Events);
            var member = new Member(
                ++lastIncarnation, registration.Name, registration.Address, registration.Roles, MemberState.Joining, facts.Now);
            youngest[member.Name] = new Row(member, registration.Events.ToHashSet(StringComparer.Ordinal));
            version++;
            return Task.FromResult<RegistrationOutcome>(new RegistrationOutcome.Registered(member.Incarnation));
        }
    }

    /// <inheritdoc/>
    public Task<MemberList> ReadAsync(CancellationToken stop)
    {
        lock (gate)
            return Task.FromResult(new MemberList(version, time.GetUtcNow(), [.. youngest.Values.Select(row => row.Member)]));
    }

    /// <inheritdoc/>
    public Task<bool> AdvanceAsync(long incarnation, MemberState state, CancellationToken stop)
    {
        lock (gate)
        {
            if (Alive(incarnation) is not { } row || row.Member.State > state) return Task.FromResult(false);
            if (row.Member.State != state) Set(row, state);
            return Task.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public Task<DeposeOutcome> DeposeAsync(long deposer, long deposed, CancellationToken stop)
    {
        lock (gate)
        {
            if (Alive(deposer) is null) return Task.FromResult(DeposeOutcome.NotAlive);
            if (Alive(deposed) is not { } row) return Task.FromResult(DeposeOutcome.AlreadyDown);
            Set(row, MemberState.Down);
            return Task.FromResult(DeposeOutcome.Deposed);
        }
    }

    private Row? Alive(long incarnation) =>
        youngest.Values.FirstOrDefault(row => row.Member.Incarnation == incarnation && row.Member.IsAlive);

    private void Set(Row row, MemberState state)
    {
        youngest[row.Member.Name] = row with { Member = row.Member with { State = state } };
        version++;
    }

    private sealed record Row(Member Member, HashSet<string> Events);
}
