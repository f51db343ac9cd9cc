namespace ActiveRecording.Sip.Transports;

/// <summary>What carries SIP messages.</summary>
public enum SipTransport
{
    /// <summary>Datagrams: unreliable, requests are repeated.</summary>
    Udp,

    /// <summary>A byte stream: reliable, messages framed by Content-Length (RFC 3261 §18.3).</summary>
    Tcp,
}

/// <summary>The names of transports on the wire.</summary>
public static class SipTransports
{
    /// <summary>As in Via: <c>UDP</c>, <c>TCP</c>.</summary>
    public static string ToToken(this SipTransport transport) => transport switch
    {
        SipTransport.Udp => "UDP",
        SipTransport.Tcp => "TCP",
        _ => throw new ArgumentOutOfRangeException(nameof(transport), transport, "No such transport."),
    };

    /// <summary>Whether the transport delivers or reports (RFC 3261 §17 "reliable").</summary>
    public static bool IsReliable(this SipTransport transport) => transport != SipTransport.Udp;

    /// <summary>Reads a Via transport or a <c>transport=</c> parameter, in any case.</summary>
    public static bool TryParse(string? token, out SipTransport transport)
    {
        transport = SipTransport.Udp;
        if (string.Equals(token, "UDP", StringComparison.OrdinalIgnoreCase)) return true;
        transport = SipTransport.Tcp;
        return string.Equals(token, "TCP", StringComparison.OrdinalIgnoreCase);
    }
}
