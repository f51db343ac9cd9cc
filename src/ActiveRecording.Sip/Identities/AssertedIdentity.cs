using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Identities;

/// <summary>
/// Who the network says the user is, and who is told: P-Asserted-Identity and P-Preferred-Identity (RFC 3325, RFC 5876).
/// Diversion and History-Info are left alone.
/// </summary>
public static class AssertedIdentity
{
    extension(SipMessage message)
    {
        /// <summary>P-Asserted-Identity: at most one sip or sips address and one tel number (RFC 3325 §9.1); others are left out.</summary>
        public IReadOnlyList<NameAddress> AssertedIdentities
        {
            get => Read(message, HeaderNames.PAssertedIdentity);
            set => message.Headers.SetOrRemove(HeaderNames.PAssertedIdentity, value.Count == 0 ? null : string.Join(", ", value));
        }

        /// <summary>P-Preferred-Identity (RFC 3325 §9.2): a hint of the user, never passed on.</summary>
        public IReadOnlyList<NameAddress> PreferredIdentities => Read(message, HeaderNames.PPreferredIdentity);
    }

    /// <summary>The trust rule for what comes in (RFC 3325 §5): what somebody untrusted asserts is removed, unread.</summary>
    /// <param name="message">As received.</param>
    /// <param name="fromTrusted">Whether the sender belongs to the trust domain.</param>
    public static void Accept(SipMessage message, bool fromTrusted)
    {
        if (!fromTrusted) message.Headers.Remove(HeaderNames.PAssertedIdentity);
    }

    /// <summary>
    /// The trust rule for what goes out (RFC 3325 §5, §7): the preference never leaves; the asserted identity goes to whom is
    /// trusted, to others unless Privacy says <c>id</c>, and where Privacy says nothing, as this network does by itself.
    /// </summary>
    /// <param name="message">To be sent.</param>
    /// <param name="toTrusted">Whether the receiver belongs to the trust domain.</param>
    /// <param name="revealsUnasked">What happens without Privacy.</param>
    public static void Release(SipMessage message, bool toTrusted, bool revealsUnasked)
    {
        message.Headers.Remove(HeaderNames.PPreferredIdentity);
        if (toTrusted) return;
        var privacy = message.Privacy;
        var reveals = !privacy.Asks(Privacy.Id) && (privacy.Asks(Privacy.None) || revealsUnasked);
        if (!reveals) message.Headers.Remove(HeaderNames.PAssertedIdentity);
    }

    /// <summary>
    /// The identity to be asserted for an authenticated user (RFC 3325 §5): the one preferred if it is one of the user's own,
    /// else the first of those.
    /// </summary>
    /// <param name="request">As received.</param>
    /// <param name="own">The addresses of that user, at least one.</param>
    public static NameAddress Choose(SipRequest request, IReadOnlyList<NameAddress> own)
    {
        foreach (var preferred in request.PreferredIdentities)
        {
            // The name is the network's to say as well.
            if (own.FirstOrDefault(identity => identity.Uri.Equals(preferred.Uri)) is { } chosen) return chosen;
        }

        return own[0];
    }

    private static List<NameAddress> Read(SipMessage message, string name)
    {
        var identities = new List<NameAddress>(2);
        foreach (var text in message.Headers.All(name))
        {
            if (!NameAddress.TryParse(text, out var identity) || !(identity.Uri.IsSip || identity.Uri.IsTel)) continue;
            if (!identities.Exists(other => other.Uri.IsTel == identity.Uri.IsTel)) identities.Add(identity);
        }

        return identities;
    }
}
