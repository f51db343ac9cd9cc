using System.Net;
using System.Net.Sockets;
using ActiveRecording.Host.Hocon;

namespace ActiveRecording.Host.Configuration;

/// <summary>An address that the node is configured to listen on.</summary>
/// <param name="Path">The configuration key.</param>
/// <param name="At">Where it stands.</param>
/// <param name="Protocol">UDP or TCP.</param>
/// <param name="EndPoint">The address.</param>
public sealed record ListenAddress(string Path, HoconPosition At, ProtocolType Protocol, IPEndPoint EndPoint)
{
    /// <summary>
    /// Why the address cannot be listened on now, or null: it is bound and released again. Asked for all addresses before
    /// a node starts, so that every conflict is told at once and by its key.
    /// </summary>
    public HoconException? Problem()
    {
        using var socket = new Socket(EndPoint.AddressFamily, Type, Protocol);
        try
        {
            if (Protocol == ProtocolType.Tcp && !OperatingSystem.IsWindows())
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, 1);
            socket.Bind(EndPoint);
            if (Protocol == ProtocolType.Tcp) socket.Listen();
            return null;
        }
        catch (SocketException exception)
        {
            return new HoconException(At, $"{Path}: {Name} {EndPoint} {Reason(exception)}");
        }
    }

    private SocketType Type => Protocol == ProtocolType.Udp ? SocketType.Dgram : SocketType.Stream;

    private string Name => Protocol == ProtocolType.Udp ? "UDP" : "TCP";

    private string Reason(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse =>
            $"is taken by another program; stop that one (ss -lnp 'sport = {EndPoint.Port}' names it) or choose another port here",
        SocketError.AddressNotAvailable => "is not an address of this machine; give one that 'ip address' shows",
        SocketError.AccessDenied => "may not be used by this user; choose a port above 1023",
        _ => $"cannot be listened on: {exception.Message}",
    };
}
