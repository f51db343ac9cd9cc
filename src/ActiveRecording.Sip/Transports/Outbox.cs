using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Transports;

/// <summary>Where messages leave: the transports, seen by the trace.</summary>
internal sealed class Outbox(string endpoint, TransportLayer transports, TimeProvider time, ISipTrace? trace)
{
    /// <summary>Sends a message that is written once and sent again as it was.</summary>
    /// <returns>The flow taken; null when nothing could be sent.</returns>
    public long? Send(SipMessage message, ReadOnlySpan<byte> bytes, SipHop hop)
    {
        var flow = transports.Send(bytes, hop);
        if (flow is not null && message is SipResponse response) transports.Relay?.Answered(response);
        if (flow is null || trace is null) return flow;
        var local = transports.LocalOf(hop with { Flow = flow });
        trace.Sent(endpoint, message, local, hop.Remote, hop.Transport.ToToken(), time.GetUtcNow());
        return flow;
    }

    /// <summary>Shows the trace what came.</summary>
    public void Saw(SipMessage message, SipHop from) => trace?.Received(
        endpoint, message, transports.LocalOf(from), from.Remote, from.Transport.ToToken(), time.GetUtcNow());
}
