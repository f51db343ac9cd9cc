namespace ActiveRecording.Domain.Dns;

/// <summary>What is asked of a directory number.</summary>
/// <param name="At">When.</param>
public abstract record DnCommand(DateTimeOffset At)
{
    /// <summary>
    /// Adds, refreshes and removes bindings, all of them or none (RFC 3261 §10.3); without contacts only asks for them.
    /// </summary>
    /// <param name="At">When.</param>
    /// <param name="RequestId">Names the request to be answered.</param>
    /// <param name="Sequence">Where the request stands among those of its phone.</param>
    /// <param name="Source">The address that the request came from.</param>
    /// <param name="Contacts">What is asked.</param>
    /// <param name="Limits">What is allowed.</param>
    public sealed record Register(
        DateTimeOffset At,
        string RequestId,
        RegistrationSequence Sequence,
        string Source,
        IReadOnlyList<ContactRequest> Contacts,
        RegistrationLimits Limits) : DnCommand(At)
    {
        /// <inheritdoc cref="Binding.Path"/>
        public string? Path { get; init; }
    }

    /// <summary>Removes all bindings: <c>Contact: *</c> (RFC 3261 §10.2.2).</summary>
    public sealed record UnregisterAll(DateTimeOffset At, string RequestId, RegistrationSequence Sequence) : DnCommand(At);

    /// <summary>Removes what has expired.</summary>
    public sealed record Expire(DateTimeOffset At) : DnCommand(At);
}

/// <summary>Orders the registrations of one phone.</summary>
/// <param name="CallId">The same for all registrations of a phone between two starts of it.</param>
/// <param name="CSeq">Rises with each.</param>
public sealed record RegistrationSequence(string CallId, uint CSeq);

/// <summary>One address of a registration.</summary>
/// <param name="Key">See <see cref="Binding"/>.</param>
/// <param name="Contact">As written.</param>
/// <param name="Expires">For how long; zero removes it.</param>
/// <param name="Priority">The q-value in thousandths, 0 to 1000.</param>
public sealed record ContactRequest(string Key, string Contact, TimeSpan Expires, int Priority);

/// <summary>The bounds of registrations.</summary>
/// <param name="MinExpires">Shorter ones are refused with 423 (RFC 3261 §10.3).</param>
/// <param name="MaxExpires">Longer ones are shortened to it.</param>
/// <param name="MaxContacts">Addresses of one number; a further one displaces the one that would expire first.</param>
public sealed record RegistrationLimits(TimeSpan MinExpires, TimeSpan MaxExpires, int MaxContacts)
{
    /// <summary>What holds without configuration: 30 s, 1 h, 10.</summary>
    public static RegistrationLimits Default { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.FromHours(1), 10);
}
