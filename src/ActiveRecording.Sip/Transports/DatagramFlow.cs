using System.Net;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Transports;

/// <summary>A bound UDP socket: one datagram is one message (RFC 3261 §18.3).</summary>
internal sealed class DatagramFlow : IDisposable
{
    private readonly Inbox inbox;
    private readonly SipLimits limits;
    private readonly IDatagramSocket socket;

    /// <param name="id">Its number.</param>
    /// <param name="local">Where it is bound.</param>
    /// <param name="open">Binds it.</param>
    /// <param name="limits">Bounds of messages.</param>
    /// <param name="inbox">Where they go.</param>
    public DatagramFlow(
        long id, IPEndPoint local, Func<IPEndPoint, DatagramReceived, IDatagramSocket> open, SipLimits limits, Inbox inbox)
    {
        Id = id;
        this.inbox = inbox;
        this.limits = limits;
        socket = open(local, Received);
    }

    public long Id { get; }

    public IPEndPoint Local => socket.Local;

    public void Send(ReadOnlySpan<byte> bytes, IPEndPoint to) => socket.Send(bytes, to);

    public void Dispose() => socket.Dispose();

    private void Received(ReadOnlySpan<byte> payload, IPEndPoint from)
    {
        // Keep-alives of phones behind a NAT: line ends or zero bytes, nothing to answer.
        if (payload.Trim("\r\n\0"u8).IsEmpty) return;
        var hop = new SipHop(SipTransport.Udp, from, Id);
        if (!inbox.HasRoom(hop)) return;
        if (SipParser.TryParse(payload.ToArray(), limits, out var message, out var error)) inbox.Deliver(message, hop);
        else inbox.Deliver(new Unreadable(error), hop);
    }
}
