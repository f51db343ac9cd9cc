using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.SipServer.Registrations;

/// <summary>A phone that a directory number can be reached at.</summary>
/// <param name="Uri">The request URI for it.</param>
/// <param name="Hop">Where a request for it is sent: to it, or to the nearest proxy of its <see cref="Path"/>.</param>
/// <param name="Priority">The q-value in thousandths, 0 to 1000.</param>
/// <param name="RegisteredAt">When it was last refreshed.</param>
/// <param name="ExpiresAt">From then on it is not to be used.</param>
public sealed record RegisteredContact(
    SipUri Uri, SipHop Hop, int Priority, DateTimeOffset RegisteredAt, DateTimeOffset ExpiresAt)
{
    /// <summary>
    /// Whether a connection to it can be opened: it is no other host than the registration came from, and another port or
    /// transport than that came by. What is the phone's own end of the connection that it opened takes none.
    /// </summary>
    public bool Listens { get; init; }

    /// <summary>The proxies that a request for it goes through before it has a dialog, the nearest first (RFC 3327).</summary>
    public RouteSet Path { get; init; } = RouteSet.Empty;

    /// <inheritdoc cref="Listens"/>
    /// <param name="hop">To the contact.</param>
    /// <param name="source">Where the registration came from: also <paramref name="hop"/>, if the contact is elsewhere.</param>
    internal static bool IsListening(SipHop hop, SipHop source) =>
        hop.Transport != source.Transport || !hop.Remote.Equals(source.Remote);

    /// <summary>
    /// The address in the contact, or in its nearest proxy, if the registration came from there; else, behind address translation, where it came
    /// from. A connection that the phone opened is used while it lasts.
    /// </summary>
    internal static SipHop HopTo(SipUri contact, SipHop? resolved, SipHop source)
    {
        if (resolved is null || !resolved.Remote.Address.Equals(source.Remote.Address)) return source;
        var transport = contact.Parameters.Contains("transport") ? resolved.Transport : source.Transport;
        return new(transport, resolved.Remote, transport == source.Transport ? source.Flow : null);
    }
}
