namespace ActiveRecording.Sip.Transports;

/// <summary>
/// Long requests go by a congestion-controlled transport (RFC 3261 §18.1.1): a long datagram is cut into fragments, and
/// many a path loses those. An endpoint that listens on no TCP address never switches, for it could not name one in Via.
/// </summary>
internal sealed class SwitchOver(SipEndpointOptions options, TransportLayer transports, SipMeter meter)
{
    /// <summary>The request as it goes by TCP, only its top Via changed; null when it goes as it is.</summary>
    public OutgoingRequest? ByStream(OutgoingRequest datagram)
    {
        var hop = datagram.Hop;
        if (options.LongestDatagramRequest <= 0 || datagram.Bytes.Length <= options.LongestDatagramRequest) return null;
        if (hop.Transport != SipTransport.Udp || !transports.ListensOnStream(hop) || transports.IsWithoutStream(hop.Remote))
            return null;
        var stream = new SipHop(SipTransport.Tcp, hop.Remote);
        var (host, port) = transports.SentBy(stream);
        var request = datagram.Request.Clone();
        request.ReplaceTopVia(request.TopVia with { Transport = SipTransport.Tcp.ToToken(), Host = host, Port = port });
        meter.Switched(SipTransport.Tcp);
        return OutgoingRequest.Of(request, stream);
    }

    /// <summary>Notes that a request goes by UDP after all.</summary>
    public OutgoingRequest Back(OutgoingRequest datagram)
    {
        meter.Switched(SipTransport.Udp);
        return datagram;
    }
}
