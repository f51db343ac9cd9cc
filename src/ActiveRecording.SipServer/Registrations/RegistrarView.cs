using System.Collections.Concurrent;

namespace ActiveRecording.SipServer.Registrations;

/// <summary>Where directory numbers are registered now. May be asked from any thread.</summary>
public sealed class RegistrarView
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<RegisteredContact>> contacts = new(StringComparer.Ordinal);

    /// <summary>The registrations of a number were changed or refreshed; told on whatever thread did so.</summary>
    internal event Action<string>? Shown;

    /// <summary>The numbers that are registered, in order.</summary>
    public IReadOnlyList<string> Registered => [.. contacts.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The phones of a number, the preferred first, of equals the one last refreshed.</summary>
    public IReadOnlyList<RegisteredContact> Find(string dn, DateTimeOffset now) =>
        contacts.TryGetValue(dn, out var known) ? [.. known.Where(contact => contact.ExpiresAt > now)] : [];

    internal void Show(string dn, IEnumerable<RegisteredContact> now)
    {
        IReadOnlyList<RegisteredContact> ordered =
            [.. now.OrderByDescending(contact => contact.Priority).ThenByDescending(contact => contact.RegisteredAt)];
        if (ordered.Count == 0) contacts.TryRemove(dn, out _);
        else contacts[dn] = ordered;
        Shown?.Invoke(dn);
    }
}
