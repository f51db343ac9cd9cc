using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.MediaServer.Legs;

/// <summary>
/// What the request URI of a leg's INVITE says: <c>sip:msml=conf-id@host;dn=1001;record;recmediactl=2</c>.
/// </summary>
/// <param name="ConferenceId">Ties two legs together, 1 to 128 characters.</param>
/// <param name="Dn">The party; empty if not given.</param>
/// <param name="MediaControl"><c>recmediactl</c>, 1 or 2; null if not given.</param>
internal sealed record LegInvitation(string ConferenceId, string Dn, int? MediaControl)
{
    private const string Service = "msml=";
    private const int MaxConferenceIdCharacters = 128;

    /// <summary>Reads a request URI; false when it asks for no MSML service.</summary>
    public static bool TryRead(SipUri uri, [NotNullWhen(true)] out LegInvitation? invitation)
    {
        invitation = null;
        if (uri.User is not { } user || !user.StartsWith(Service, StringComparison.OrdinalIgnoreCase))
            return false;
        var conferenceId = user[Service.Length..];
        if (conferenceId.Length is 0 or > MaxConferenceIdCharacters) return false;
        var control = int.TryParse(
            uri.Parameters["recmediactl"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            && asked is 1 or 2 ? asked : (int?)null;
        invitation = new LegInvitation(conferenceId, uri.Parameters["dn"] ?? "", control);
        return true;
    }
}
