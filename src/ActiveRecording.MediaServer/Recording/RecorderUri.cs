using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Msml;

namespace ActiveRecording.MediaServer.Recording;

/// <summary>
/// The request URI of a recording session: <c>sip:record=id@host;calluuid=…;dn=…;recordDN=…</c>, then
/// whatever else is known of the recording in the order it was given, values escaped.
/// </summary>
internal static class RecorderUri
{
    private const string OtherDn = "otherDN";

    /// <summary>Parameters with a place of their own in the URI, or meant for the Media Server.</summary>
    private static readonly HashSet<string> Placed =
        new(["id", "callUuid", "dn", "recordDN", OtherDn, "recmediactl"], StringComparer.OrdinalIgnoreCase);

    /// <param name="route">Where the recorders are.</param>
    /// <param name="recorder">The parameters of the recording.</param>
    /// <param name="dn">The party of the first stream.</param>
    /// <param name="otherDn">The other party.</param>
    public static SipUri Of(RecorderRoute route, MsmlRecorder recorder, string dn, string otherDn)
    {
        var uri = SipUri.Create($"record={recorder["id"]}", route.Next.Host, route.Next.Port)
            .WithParameter("calluuid", recorder["callUuid"] ?? "")
            .WithParameter("dn", dn)
            .WithParameter("recordDN", recorder["recordDN"] ?? dn)
            .WithParameter(OtherDn, otherDn);
        return recorder.Parameters
            .Where(parameter => parameter.Name.Length > 0 && !Placed.Contains(parameter.Name))
            .Aggregate(uri, (named, parameter) => named.WithParameter(parameter.Name, parameter.Value));
    }
}
