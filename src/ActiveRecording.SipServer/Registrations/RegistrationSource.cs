using System.Globalization;
using System.Net;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.SipServer.Registrations;

/// <summary>
/// Where a registration came from, as it is stored: <c>TCP 127.0.0.1:40000 7 9XQ2M4KD</c>. Flow and, after it, the
/// incarnation of the program that knows it; by another incarnation the flow is passed over.
/// </summary>
internal static class RegistrationSource
{
    public static string Write(SipHop from, string incarnation) => from.Flow is { } flow
        ? string.Create(CultureInfo.InvariantCulture, $"{from} {flow} {incarnation}")
        : from.ToString();

    /// <summary>The hop, without a flow if that is not of this incarnation; null if the text is none of ours.</summary>
    public static SipHop? Read(string source, string incarnation)
    {
        var words = source.Split(' ');
        if (words.Length < 2 || !SipTransports.TryParse(words[0], out var transport)) return null;
        if (!IPEndPoint.TryParse(words[1], out var remote)) return null;
        var hop = new SipHop(transport, remote);
        if (words.Length != 4 || words[3] != incarnation) return hop;
        return long.TryParse(words[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var flow)
            ? hop with { Flow = flow }
            : hop;
    }
}
