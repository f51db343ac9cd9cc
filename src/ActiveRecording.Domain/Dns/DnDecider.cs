using ActiveRecording.EventSourcing;

namespace ActiveRecording.Domain.Dns;

/// <summary>The registrations of a directory number (RFC 3261 §10.3, steps 6 to 8).</summary>
public sealed class DnDecider : IDecider<DnState, DnCommand, DnEvent, DnEffect>
{
    /// <inheritdoc/>
    public static DnState Initial { get; } = new DnState.Unregistered();

    /// <inheritdoc/>
    public static Decision<DnEvent, DnEffect> Decide(DnState state, DnCommand command) => command switch
    {
        DnCommand.Register register => Refusal(state.Bindings, register) is { } refusal
            ? Refuse(register.RequestId, refusal)
            : Apply(state, Changes(state.Bindings, register), new DnEffect.Confirm(register.RequestId)),
        DnCommand.UnregisterAll all => state.Bindings.Any(binding => IsOlder(all.Sequence, binding))
            ? Refuse(all.RequestId, RegistrationRefusal.OutOfOrder)
            : Apply(
                state,
                [.. state.Bindings.Select(binding => new DnUnregistered(all.At, binding.Key, UnregistrationCause.Removed))],
                new DnEffect.Confirm(all.RequestId)),
        DnCommand.Expire expire => Expired(state.Bindings, expire.At) is { Count: > 0 } expired
            ? Apply(state, expired)
            : new([], [Watch(state)]),
        _ => Decision<DnEvent, DnEffect>.Nothing,
    };

    /// <inheritdoc/>
    public static DnState Evolve(DnState state, DnEvent @event) => @event switch
    {
        DnRegistered registered => DnState.Of(state.Bindings.With(registered.Binding)),
        DnUnregistered unregistered => DnState.Of(state.Bindings.Without(unregistered.Key)),
        _ => throw new ArgumentOutOfRangeException(nameof(@event)),
    };

    /// <inheritdoc/>
    public static IReadOnlyList<DnEffect> Resume(DnState state) =>
        state is DnState.Registered ? [new DnEffect.Publish(), Watch(state)] : [];

    /// <inheritdoc/>
    public static bool IsEnded(DnState state) => state is DnState.Unregistered;

    private static RegistrationRefusal? Refusal(BindingList bindings, DnCommand.Register register)
    {
        if (register.Contacts.Count > register.Limits.MaxContacts) return RegistrationRefusal.TooManyContacts;
        foreach (var contact in register.Contacts)
        {
            if (contact.Expires > TimeSpan.Zero && contact.Expires < register.Limits.MinExpires)
                return RegistrationRefusal.IntervalTooBrief;
            if (bindings.Find(contact.Key) is { } known && IsOlder(register.Sequence, known))
                return RegistrationRefusal.OutOfOrder;
        }

        return null;
    }

    private static List<DnEvent> Changes(BindingList bindings, DnCommand.Register register)
    {
        var events = Expired(bindings, register.At);
        foreach (var contact in register.Contacts)
        {
            var known = bindings.Find(contact.Key);
            if (known is not null && IsSame(register.Sequence, known)) continue;
            if (contact.Expires > TimeSpan.Zero) events.Add(new DnRegistered(register.At, Bind(register, contact)));
            else if (known is not null && known.ExpiresAt > register.At)
                events.Add(new DnUnregistered(register.At, contact.Key, UnregistrationCause.Removed));
        }

        var after = events.Aggregate(DnState.Of(bindings), Evolve).Bindings;
        events.AddRange(after
            .OrderBy(binding => register.Contacts.Any(contact => contact.Key == binding.Key))
            .ThenBy(binding => binding.ExpiresAt)
            .Take(Math.Max(0, after.Count - register.Limits.MaxContacts))
            .Select(binding => new DnUnregistered(register.At, binding.Key, UnregistrationCause.Displaced)));
        return events;
    }

    private static Binding Bind(DnCommand.Register register, ContactRequest contact)
    {
        var expires = contact.Expires < register.Limits.MaxExpires ? contact.Expires : register.Limits.MaxExpires;
        return new(
            contact.Key, contact.Contact, register.Source, register.Sequence.CallId, register.Sequence.CSeq, contact.Priority,
            register.At, register.At + expires)
        {
            Path = register.Path,
        };
    }

    private static List<DnEvent> Expired(BindingList bindings, DateTimeOffset at) =>
    [
        .. bindings.Where(binding => binding.ExpiresAt <= at)
            .Select(binding => new DnUnregistered(at, binding.Key, UnregistrationCause.Expired)),
    ];

    /// <summary>Bindings of another Call-ID are never older: the phone was started anew.</summary>
    private static bool IsOlder(RegistrationSequence sequence, Binding known) =>
        sequence.CallId == known.CallId && sequence.CSeq < known.CSeq;

    /// <summary>A repetition, for example through another node, changes nothing and is answered alike.</summary>
    private static bool IsSame(RegistrationSequence sequence, Binding known) =>
        sequence.CallId == known.CallId && sequence.CSeq == known.CSeq;

    private static Decision<DnEvent, DnEffect> Apply(DnState state, List<DnEvent> events, params IEnumerable<DnEffect> answer)
    {
        if (events.Count == 0) return new([], [.. answer]);
        var after = events.Aggregate(state, Evolve);
        return new(events, [new DnEffect.Publish(), Watch(after), .. answer]);
    }

    private static Decision<DnEvent, DnEffect> Refuse(string requestId, RegistrationRefusal refusal) =>
        new([], [new DnEffect.Refuse(requestId, refusal)]);

    private static DnEffect.WatchExpiry Watch(DnState state) =>
        new(state.Bindings.Count == 0 ? null : state.Bindings.Min(binding => binding.ExpiresAt));
}
