using ActiveRecording.Runtime.Network;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Transports;

/// <summary>What is read from a TCP connection, either side; on the driver's thread.</summary>
internal sealed class StreamFlow(long id, SipLimits limits, Inbox inbox, Action<long, string> closed) : IStreamReceiver
{
    private const int FirstBuffer = 4_096;
    private byte[] buffer = [];
    private int filled;
    private int examined;
    private bool unreadable;
    private volatile bool active = true;
    private volatile bool established;

    /// <summary>Whether a connection that this side asked for was made.</summary>
    public bool IsEstablished => established;

    public void Connected(IStreamConnection connection)
    {
        active = true;
        established = true;
    }

    /// <summary>Whether a byte has come since this was asked last.</summary>
    public bool TakeActive()
    {
        var was = active;
        active = false;
        return was;
    }

    public void Received(IStreamConnection connection, ReadOnlySpan<byte> bytes)
    {
        active = true;
        if (unreadable) return;
        Append(bytes);
        var consumed = 0;
        while (!unreadable &&
               StreamFraming.TryReadFrame(buffer.AsSpan(consumed, filled - consumed), limits, ref examined, out var frame))
        {
            Handle(connection, frame, consumed);
            consumed += frame.Length;
            examined = 0;
        }

        buffer.AsSpan(consumed, filled - consumed).CopyTo(buffer);
        filled -= consumed;
        // An idle connection keeps no memory that a long message once took.
        if (filled == 0 && buffer.Length > FirstBuffer) buffer = [];
    }

    public void Closed(IStreamConnection connection, Exception? error)
    {
        var reason = error?.Message ?? "the connection was closed";
        inbox.Post(() => closed(id, reason));
    }

    private void Handle(IStreamConnection connection, StreamFrame frame, int start)
    {
        var hop = new SipHop(SipTransport.Tcp, connection.Remote, id);
        switch (frame.Kind)
        {
            case StreamFrameKind.Blank:
                return;
            case StreamFrameKind.Ping:
                connection.Send("\r\n"u8);
                return;
            case StreamFrameKind.Message when !inbox.HasRoom(hop):
                // Whoever sends faster than we handle loses the connection, not single messages.
                unreadable = true;
                connection.Dispose();
                return;
            case StreamFrameKind.Message:
                Parse(buffer.AsSpan(start, frame.Length).ToArray(), hop);
                return;
            default:
                unreadable = true;
                inbox.Deliver(Unreadable.InStream(frame.Kind, buffer.AsSpan(start, frame.HeaderLength), limits), hop);
                return;
        }
    }

    private void Parse(byte[] bytes, SipHop hop)
    {
        if (SipParser.TryParse(bytes, limits, out var message, out var error)) inbox.Deliver(message, hop);
        else inbox.Deliver(new Unreadable(error), hop);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        var needed = filled + bytes.Length;
        if (needed > buffer.Length) Array.Resize(ref buffer, Math.Max(FirstBuffer, Math.Max(needed, buffer.Length * 2)));
        bytes.CopyTo(buffer.AsSpan(filled));
        filled = needed;
    }
}
