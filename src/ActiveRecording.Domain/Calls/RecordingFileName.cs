using System.Globalization;
using System.Text;

namespace ActiveRecording.Domain.Calls;

/// <summary>
/// The <c>recording-filename</c> template: <c>$UUID$ $AGENTDN$ $AGENTID$ $ANI$ $DNIS$ $DATE$ $TIME$ $CONNID$
/// $CALLUUID$</c>, each replaced; anything else stays as written. Dates and times are UTC.
/// </summary>
public static class RecordingFileName
{
    /// <summary><c>CallUUID_ANI_DNIS_2026-11-20_09-41-00</c>.</summary>
    public const string Default = "$CALLUUID$_$ANI$_$DNIS$_$DATE$_$TIME$";

    /// <summary>The name without extension of a recording whose time line begins at an instant.</summary>
    public static string Expand(string template, CallCreated call, string recordingId, DateTimeOffset answeredAt) =>
        new StringBuilder(template)
            .Replace("$UUID$", recordingId)
            .Replace("$AGENTDN$", AgentDn(call))
            .Replace("$AGENTID$", "")
            .Replace("$ANI$", call.Ani)
            .Replace("$DNIS$", call.Dnis)
            .Replace("$DATE$", answeredAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .Replace("$TIME$", answeredAt.UtcDateTime.ToString("HH-mm-ss", CultureInfo.InvariantCulture))
            .Replace("$CONNID$", call.Identity.ConnId)
            .Replace("$CALLUUID$", call.Identity.CallUuid)
            .ToString();

    /// <summary>The extension in the call; with two, the recorded one.</summary>
    private static string AgentDn(CallCreated call) => (call.Origin.Kind, call.Destination.Kind) switch
    {
        (PartyKind.Extension, PartyKind.Trunk) => call.Origin.Dn,
        (PartyKind.Trunk, PartyKind.Extension) => call.Destination.Dn,
        _ => call.Recording?.RecordDn ?? call.Destination.Dn,
    };
}
