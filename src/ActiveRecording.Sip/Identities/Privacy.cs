using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Identities;

/// <summary>What a user wants kept private: the header field Privacy (RFC 3323 §4.2, RFC 3325 §9.3).</summary>
/// <param name="Values">Lower case, as written; empty if the header field is absent.</param>
public sealed record Privacy(IReadOnlyList<string> Values)
{
    /// <summary>The asserted identity (RFC 3325 §9.3).</summary>
    public const string Id = "id";

    /// <summary>What the network adds to header fields.</summary>
    public const string Header = "header";

    /// <summary>The session description.</summary>
    public const string Session = "session";

    /// <summary>What the user agent itself would do: From, Contact and others.</summary>
    public const string User = "user";

    /// <summary>Nothing, whatever the network would do by itself.</summary>
    public const string None = "none";

    /// <summary>Refuse the request rather than forward it without.</summary>
    public const string Critical = "critical";

    /// <summary>Nothing was said.</summary>
    public static Privacy Unsaid { get; } = new([]);

    /// <summary>Whether that value is there.</summary>
    public bool Asks(string value) => Values.Contains(value, StringComparer.Ordinal);

    /// <summary>Reads <c>id;critical</c>.</summary>
    public static Privacy Parse(string text) => new(
        [.. text.ToLowerInvariant().Split((char[])[';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]);

    /// <inheritdoc/>
    public override string ToString() => string.Join(";", Values);

    /// <inheritdoc/>
    public bool Equals(Privacy? other) => other is not null && Values.SequenceEqual(other.Values, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Count;
}

/// <summary>The header field of RFC 3323.</summary>
public static class PrivacyHeader
{
    extension(SipMessage message)
    {
        /// <summary>Privacy; <see cref="Privacy.Unsaid"/> if absent.</summary>
        public Privacy Privacy
        {
            get => message.Headers.Contains(HeaderNames.Privacy)
                ? Privacy.Parse(string.Join(";", message.Headers.All(HeaderNames.Privacy)))
                : Privacy.Unsaid;
            set => message.Headers.SetOrRemove(HeaderNames.Privacy, value.Values.Count == 0 ? null : value.ToString());
        }
    }
}
