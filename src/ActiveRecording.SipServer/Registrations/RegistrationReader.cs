using System.Globalization;
using ActiveRecording.Domain.Dns;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SipServer.Registrations;

/// <summary>What a REGISTER asks (RFC 3261 §10.2, §10.3 steps 6 and 7).</summary>
internal static class RegistrationReader
{
    /// <summary>The q-value 1, which is meant where none is given.</summary>
    public const int WholePriority = 1000;

    /// <summary>Parameters that tell addresses apart (RFC 3261 §19.1.4).</summary>
    private static readonly string[] Telling = ["transport", "user", "ttl", "method", "maddr"];

    /// <summary>Reads the contacts.</summary>
    /// <param name="request">A REGISTER.</param>
    /// <param name="defaultExpires">Where the request does not say.</param>
    /// <param name="contacts">What is asked; empty if the request only asks for the bindings.</param>
    /// <returns>Null, or why the request is answered 400.</returns>
    public static string? Read(SipRequest request, TimeSpan defaultExpires, out IReadOnlyList<ContactRequest> contacts)
    {
        contacts = [];
        if (request.IsWildcardContact) return request.Expires == 0 ? null : "Contact * needs Expires 0";
        var read = new List<ContactRequest>();
        foreach (var contact in request.Contacts)
        {
            if (!contact.Uri.IsSip) return "Contact is no SIP address";
            var expires = ExpiresOf(contact, request, defaultExpires);
            read.Add(new(KeyOf(contact.Uri), contact.Uri.ToString(), expires, PriorityOf(contact)));
        }

        contacts = read;
        return null;
    }

    /// <summary>The parameter, else the header field, else the default; a malformed one counts as 3600.</summary>
    private static TimeSpan ExpiresOf(NameAddress contact, SipRequest request, TimeSpan defaultExpires)
    {
        var own = contact.Parameters["expires"] is { } text ? DeltaSeconds.Parse(text) ?? DeltaSeconds.Default : (int?)null;
        return (own ?? request.Expires) is { } seconds ? TimeSpan.FromSeconds(seconds) : defaultExpires;
    }

    private static int PriorityOf(NameAddress contact) =>
        decimal.TryParse(
            contact.Parameters["q"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var q) && q <= 1
            ? (int)(q * WholePriority)
            : WholePriority;

    private static string KeyOf(SipUri uri)
    {
        var told = Telling.Where(uri.Parameters.Contains)
            .Select(name => $";{name}={uri.Parameters[name]!.ToLowerInvariant()}");
        return $"{uri.Scheme}:{uri.User}@{uri.Host.ToLowerInvariant()}:{uri.Port}{string.Concat(told)}";
    }
}
