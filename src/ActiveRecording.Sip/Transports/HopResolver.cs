using System.Diagnostics.CodeAnalysis;
using System.Net;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Transports;

/// <summary>
/// From a URI to an address (RFC 3263 without DNS): IP literals, <c>localhost</c> and configured names. Any other name
/// is refused, so that a hostile URI causes no look-up.
/// </summary>
public static class HopResolver
{
    private const int DefaultPort = 5060;

    /// <summary>Where a request to this URI goes; UDP unless the URI says otherwise (RFC 3263 §4.1).</summary>
    public static bool TryResolve(SipUri uri, IReadOnlyDictionary<string, IPAddress> hosts, [NotNullWhen(true)] out SipHop? hop)
    {
        hop = null;
        if (!uri.IsSip || uri.IsSecure) return false;
        if (!TryResolve(uri.Host, hosts, out var address)) return false;
        var transport = SipTransport.Udp;
        if (uri.Parameters["transport"] is { } token && !SipTransports.TryParse(token, out transport)) return false;
        hop = new(transport, new(address, uri.Port ?? DefaultPort));
        return true;
    }

    /// <summary>
    /// Where a request goes: its first Route if that is a loose router, else its request URI (RFC 3261 §8.1.2). In a
    /// dialog with a strict router only <see cref="Dialogs.Dialog.NextHop"/> knows.
    /// </summary>
    public static SipUri NextHop(SipRequest request) =>
        request.Routes is [var first, ..] && first.Uri.Parameters.Contains("lr") ? first.Uri : request.RequestUri;

    /// <summary>Where a response goes, by its top Via (RFC 3261 §18.2.2, RFC 3581 §4).</summary>
    /// <remarks><c>maddr</c> is not honoured: it would send our answers to whomever a stranger names.</remarks>
    /// <param name="via">With <c>received</c> and <c>rport</c> as this side filled them in.</param>
    /// <param name="hosts">Configured names.</param>
    /// <param name="from">Where the request came from: its transport counts, whatever Via says of it.</param>
    /// <param name="hop">The answer.</param>
    public static bool TryResolve(
        Via via, IReadOnlyDictionary<string, IPAddress> hosts, SipHop from, [NotNullWhen(true)] out SipHop? hop)
    {
        hop = null;
        if (!TryResolve(via.Received ?? via.Host, hosts, out var address)) return false;
        // Rport names the peer's end of a connection: of use only while that is open, and then the flow finds it.
        var port = from.Transport == SipTransport.Udp ? via.Rport ?? via.Port : via.Port;
        hop = new(from.Transport, new(address, port ?? DefaultPort), from.Flow);
        return true;
    }

    private static bool TryResolve(
        string host, IReadOnlyDictionary<string, IPAddress> hosts, [NotNullWhen(true)] out IPAddress? address)
    {
        if (hosts.TryGetValue(host, out address)) return true;
        if (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            address = IPAddress.Loopback;
            return true;
        }

        // Four numbers or brackets: IPAddress would also take "1", "0x7f.1" and the like.
        var literal = host.StartsWith('[') ? host.Trim('[', ']') : host;
        return (literal.Contains(':') || literal.Count(character => character == '.') == 3)
            && IPAddress.TryParse(literal, out address);
    }
}
