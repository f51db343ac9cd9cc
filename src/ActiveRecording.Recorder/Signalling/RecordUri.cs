using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ActiveRecording.Domain.Recordings;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Recorder.Signalling;

/// <summary>
/// The request URI of a recording session:
/// <c>sip:record=&lt;id&gt;@host;calluuid=…;dn=…;recordDN=…;otherDN=…;connId=…;ani=…;dnis=…;dateTime=…;filename=…</c>.
/// </summary>
/// <param name="RecordingId">1 to 128 letters, digits and <c>_-.:~+</c>.</param>
/// <param name="Dn">The party of the first stream.</param>
/// <param name="OtherDn">The party of the second stream, if the session has one.</param>
/// <param name="Segment">
/// From 1; higher when the recording goes on after its media was lost elsewhere.
/// </param>
/// <param name="Call">What is said of the call.</param>
internal sealed record RecordUri(
    string RecordingId, string Dn, string OtherDn, int Segment, RecordedCall Call)
{
    private const string UserPrefix = "record=";
    private const string CallUuidHeader = "X-Genesys-CallUUID";
    private const int MaxIdLength = 128;
    private const int MaxValueLength = 512;

    /// <summary>Whether a user part asks for a recording.</summary>
    public static bool IsRecord(SipUri uri) =>
        uri.User?.StartsWith(UserPrefix, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Reads the URI of a request; false when the identifier is missing or unfit.</summary>
    public static bool TryRead(SipRequest request, [NotNullWhen(true)] out RecordUri? uri)
    {
        uri = null;
        if (!IsRecord(request.RequestUri)) return false;
        var id = request.RequestUri.User![UserPrefix.Length..];
        if (id.Length is 0 or > MaxIdLength || !id.All(IsIdCharacter)) return false;
        var dn = Value(request, "dn");
        var otherDn = Value(request, "otherDN");
        var recordDn = Value(request, "recordDN") is { Length: > 0 } given ? given : dn;
        uri = new RecordUri(id, dn, otherDn, Number(Value(request, "segment")) ?? 1, new RecordedCall(
            Value(request, "calluuid") is { Length: > 0 } uuid
                ? uuid
                : request.Headers.First(CallUuidHeader) ?? "",
            recordDn,
            dn == recordDn ? otherDn : dn,
            Value(request, "connId"),
            Value(request, "ani"),
            Value(request, "dnis"),
            Instant(Value(request, "dateTime")),
            Value(request, "filename")));
        return true;
    }

    private static string Value(SipRequest request, string name)
    {
        var value = request.RequestUri.Parameters[name] ?? "";
        return value.Length <= MaxValueLength ? value : value[..MaxValueLength];
    }

    private static DateTimeOffset? Instant(string text) =>
        UtcInstant.TryParse(text, out var instant) ? instant : null;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool IsIdCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || "_-.:~+".Contains(character, StringComparison.Ordinal);
}
