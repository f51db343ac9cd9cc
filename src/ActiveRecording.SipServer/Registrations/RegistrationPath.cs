using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SipServer.Registrations;

/// <summary>The proxies that a registration came through and that requests for the phone go through (RFC 3327 §5).</summary>
internal static class RegistrationPath
{
    /// <summary>Whether a proxy added itself for a phone that does not say that it knows of that: 420 (RFC 3327 §5.3).</summary>
    public static bool IsUnasked(SipRequest register) =>
        register.Headers.Contains(HeaderNames.Path) && !register.Supports(OptionTags.Path);

    /// <summary>As it is stored; null for none.</summary>
    public static string? Of(SipRequest register) =>
        register.Headers.Contains(HeaderNames.Path) ? string.Join(", ", register.Headers.All(HeaderNames.Path)) : null;

    /// <summary>Whether each is an address that a request can be led by.</summary>
    public static bool IsSound(SipRequest register) =>
        register.Headers.All(HeaderNames.Path).All(static hop => NameAddress.TryParse(hop, out var read) && read.Uri.IsSip);

    /// <summary>The answer shows the phone who is on the way to it.</summary>
    public static void Show(SipRequest register, SipResponse response)
    {
        foreach (var hop in register.Headers.All(HeaderNames.Path)) response.Headers.Add(HeaderNames.Path, hop);
    }

    /// <summary>What was stored.</summary>
    public static RouteSet Read(string? stored)
    {
        if (stored is null) return RouteSet.Empty;
        var headers = new SipHeaders();
        headers.Add(HeaderNames.Path, stored);
        return RouteSet.Create([.. headers.All(HeaderNames.Path)]);
    }
}
