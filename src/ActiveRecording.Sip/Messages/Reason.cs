using System.Globalization;
using System.Text;

namespace ActiveRecording.Sip.Messages;

/// <summary>Why a request was sent: one value of the header field Reason (RFC 3326).</summary>
/// <param name="Protocol"><c>SIP</c>, <c>Q.850</c> or another token.</param>
/// <param name="Cause">A status code, of Q.850 a cause value; null if not given.</param>
/// <param name="Text">For people; null if not given.</param>
public sealed record Reason(string Protocol, int? Cause = null, string? Text = null)
{
    /// <summary>A status code of SIP.</summary>
    public static Reason Sip(int status, string? text = null) => new("SIP", status, text ?? ReasonPhrases.For(status));

    /// <summary>A cause of ITU-T Q.850, 1 to 127: 16 for normal clearing, 17 for busy.</summary>
    public static Reason Q850(int cause, string? text = null) => new("Q.850", cause, text);

    /// <summary>Reads <c>Q.850;cause=16;text="Terminated"</c>.</summary>
    public static bool TryParse(string text, out Reason? reason)
    {
        reason = null;
        var end = text.IndexOf(';', StringComparison.Ordinal);
        var protocol = (end < 0 ? text : text[..end]).Trim();
        var after = end < 0 ? "" : text[end..];
        if (!SipGrammar.IsToken(protocol)) return false;
        if (!SipParameters.TryParse(Encoding.UTF8.GetBytes(after), inUri: false, out var parameters)) return false;
        int? cause = int.TryParse(parameters["cause"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        reason = new(protocol, cause, parameters["text"]);
        return true;
    }

    /// <summary>As written in the header field.</summary>
    public override string ToString() =>
        $"{Protocol}{(Cause is { } cause ? $";cause={cause}" : "")}{(Text is null ? "" : $";text={SipGrammar.Quote(Text)}")}";
}

/// <summary>The header field of RFC 3326; values that cannot be read are left out.</summary>
public static class ReasonHeader
{
    extension(SipMessage message)
    {
        /// <summary>All reasons, one for each protocol.</summary>
        public IReadOnlyList<Reason> Reasons
        {
            get => [.. message.Headers.All(HeaderNames.Reason).Select(Read).OfType<Reason>()];
            set => message.Headers.SetOrRemove(HeaderNames.Reason, value.Count == 0 ? null : string.Join(", ", value));
        }
    }

    private static Reason? Read(string text) => Reason.TryParse(text, out var reason) ? reason : null;
}
