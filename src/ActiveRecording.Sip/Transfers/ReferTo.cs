using System.Diagnostics.CodeAnalysis;
using System.Text;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Transfers;

/// <summary>
/// Where a REFER sends its receiver: the header field Refer-To (RFC 3515 §2.1). Of the header fields that its URI may carry
/// only Replaces is taken over: the others would let a stranger write our requests.
/// </summary>
/// <param name="Target">Whom to call, without header fields and method.</param>
/// <param name="Method">INVITE unless the URI says otherwise.</param>
/// <param name="Replaces">The dialog that the new one takes the place of (RFC 3891); null for a blind transfer.</param>
public sealed record ReferTo(SipUri Target, SipMethod Method, Replaces? Replaces)
{
    /// <summary>Reads <c>&lt;sip:dave@denver.example?Replaces=…&gt;</c>.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ReferTo? referTo)
    {
        referTo = null;
        if (text is null || !NameAddress.TryParse(text, out var address)) return false;
        var uri = address.Uri;
        if (!uri.IsSip)
        {
            // No other scheme has header fields or a method (RFC 3261 §19.1.1).
            referTo = new(uri, SipMethod.Invite, null);
            return true;
        }

        Replaces? replaces = null;
        if (HeaderOf(uri, HeaderNames.Replaces) is { } written && !Transfers.Replaces.TryParse(written, out replaces)) return false;
        var method = SipMethod.Invite;
        if (uri.Parameters["method"] is { } token && !SipMethod.TryParse(Encoding.UTF8.GetBytes(token), out method)) return false;
        referTo = new(uri.WithoutHeaders().WithoutParameter("method"), method, replaces);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var uri = Method == SipMethod.Invite ? Target : Target.WithParameter("method", Method.Name);
        return Replaces is null ? $"<{uri}>" : $"<{uri}?Replaces={PercentEncoding.EscapeHeader(Replaces.ToString())}>";
    }

    private static string? HeaderOf(SipUri uri, string name)
    {
        foreach (var field in (uri.Headers ?? "").Split('&'))
        {
            var equals = field.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && string.Equals(Unescape(field[..equals]), name, StringComparison.OrdinalIgnoreCase))
                return Unescape(field[(equals + 1)..]);
        }

        return null;
    }

    private static string Unescape(string text) => PercentEncoding.Unescape(Encoding.UTF8.GetBytes(text));
}

/// <summary>The header fields of transfers; what is malformed counts as absent.</summary>
public static class TransferHeaders
{
    extension(SipRequest request)
    {
        /// <summary>Replaces of an INVITE (RFC 3891).</summary>
        public Replaces? Replaces => Replaces.TryParse(request.Headers.First(HeaderNames.Replaces), out var replaces) ? replaces : null;

        /// <summary>Refer-To of a REFER (RFC 3515).</summary>
        public ReferTo? ReferTo => ReferTo.TryParse(request.Headers.First(HeaderNames.ReferTo), out var referTo) ? referTo : null;
    }
}
