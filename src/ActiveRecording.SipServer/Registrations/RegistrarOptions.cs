using ActiveRecording.Domain.Dns;
using ActiveRecording.Sip.Digest;

namespace ActiveRecording.SipServer.Registrations;

/// <summary>How the registrar works.</summary>
public sealed record RegistrarOptions
{
    /// <summary>How phones are challenged; the realm is theirs to show to people.</summary>
    public DigestServerOptions Digest { get; init; } = new() { Realm = "active-recording" };

    /// <summary>Signs nonces, shared by all nodes of the role; drawn by chance at start if empty.</summary>
    public ReadOnlyMemory<byte> DigestKey { get; init; }

    /// <summary>Bounds of registrations.</summary>
    public RegistrationLimits Limits { get; init; } = RegistrationLimits.Default;

    /// <summary>For how long a phone is registered that does not say (RFC 3261 §10.2.1.1).</summary>
    public TimeSpan DefaultExpires { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A registration that the journal has not taken by then is answered 503.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Registrations waiting for the journal; further ones are answered 503.</summary>
    public int MaxPending { get; init; } = 4_096;
}

/// <summary>What the configuration says of a directory number's registration.</summary>
/// <param name="Password">The shared secret; null if the number cannot be registered (a trunk, a routing point).</param>
public sealed record RegistrationRights(string? Password);
