namespace ActiveRecording.Sip.Digest;

/// <summary>What credentials are worth.</summary>
public enum DigestOutcome
{
    /// <summary>There were none for our realm: challenge.</summary>
    None,

    /// <summary>They could not be read: 400.</summary>
    Unreadable,

    /// <summary>User and password are right, the nonce is too old, foreign or its count was used: challenge with stale.</summary>
    Stale,

    /// <summary>User or password is wrong: 403.</summary>
    Wrong,

    /// <summary>User and password are right.</summary>
    Right,
}

/// <summary>A judgement.</summary>
/// <param name="Outcome">What they are worth.</param>
/// <param name="Username">Who they say they are; null if that could not be read.</param>
public readonly record struct DigestVerdict(DigestOutcome Outcome, string? Username)
{
    internal static DigestVerdict None { get; } = new(DigestOutcome.None, null);

    internal static DigestVerdict Unreadable { get; } = new(DigestOutcome.Unreadable, null);

    internal static DigestVerdict Stale(string user) => new(DigestOutcome.Stale, user);

    internal static DigestVerdict Wrong(string user) => new(DigestOutcome.Wrong, user);

    internal static DigestVerdict Right(string user) => new(DigestOutcome.Right, user);
}
