using System.Net;
using System.Net.Sockets;

namespace ActiveRecording.Sdp;

/// <summary>The <c>c=</c> line: <c>IN IP4 127.0.0.1</c> (RFC 8866 §5.7).</summary>
/// <param name="NetType"><c>IN</c>.</param>
/// <param name="AddressType"><c>IP4</c> or <c>IP6</c>.</param>
/// <param name="Address">As written: a literal, a host name, a multicast address with its TTL.</param>
public readonly record struct ConnectionAddress(string NetType, string AddressType, string Address)
{
    /// <summary>The address that stands for "nowhere": media on hold by RFC 2543, or not known yet.</summary>
    public static ConnectionAddress Nowhere { get; } = new("IN", "IP4", "0.0.0.0");

    /// <summary>Whether media sent here would go nowhere.</summary>
    public bool IsNowhere => Address is "0.0.0.0" or "::";

    /// <summary>The line for an IP address.</summary>
    public static ConnectionAddress From(IPAddress address) =>
        new("IN", address.AddressFamily == AddressFamily.InterNetworkV6 ? "IP6" : "IP4", RecentStrings.Of(address.ToString()));

    /// <summary>The address as a literal; false for a host name, which is never resolved here.</summary>
    public bool TryGetAddress(out IPAddress address)
    {
        var parsed = IPAddress.TryParse(Address, out var found);
        address = found ?? IPAddress.None;
        return parsed;
    }

    /// <summary>Reads the value of a <c>c=</c> line.</summary>
    public static bool TryParse(string value, out ConnectionAddress address)
    {
        var parts = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        address = parts.Length == 3 ? Of(parts[0], parts[1], parts[2]) : default;
        return parts.Length == 3;
    }

    internal static ConnectionAddress Of(string netType, string addressType, string address) =>
        new(SdpWords.Of(netType), SdpWords.Of(addressType), RecentStrings.Of(address));

    /// <inheritdoc/>
    public override string ToString() => $"{NetType} {AddressType} {Address}";
}
