using System.Net;
using System.Net.Sockets;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.ClusterTests.Load;

/// <summary>A UDP socket that reads SIP on a thread of its own.</summary>
internal sealed class CallerSocket : IDisposable
{
    private const int BufferBytes = 4 * 1024 * 1024;
    private const int MaxDatagram = 65_536;
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Action<SipMessage, IPEndPoint> received;

    /// <param name="local">Where it listens.</param>
    /// <param name="received">Is given every message and where it came from, one at a time.</param>
    public CallerSocket(IPEndPoint local, Action<SipMessage, IPEndPoint> received)
    {
        this.received = received;
        socket.ReceiveBufferSize = socket.SendBufferSize = BufferBytes;
        socket.Bind(local);
    }

    public void Open() => new Thread(Receive) { IsBackground = true, Name = "caller-receives" }.Start();

    public void Send(byte[] message, IPEndPoint to)
    {
        try
        {
            socket.SendTo(message, to);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // As if it were lost on the way: it is repeated.
        }
    }

    public void Dispose() => socket.Dispose();

    private void Receive()
    {
        var buffer = new byte[MaxDatagram];
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        while (true)
        {
            try
            {
                var length = socket.ReceiveFrom(buffer, ref from);
                if (SipParser.TryParse(buffer.AsSpan(0, length).ToArray(), SipLimits.Default, out var message, out _))
                    received(message, (IPEndPoint)from);
            }
            catch (SocketException closed) when (closed.SocketErrorCode is SocketError.Interrupted or SocketError.OperationAborted)
            {
                return;
            }
            catch (SocketException)
            {
                // An address that nobody has just now was written to.
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }
}
