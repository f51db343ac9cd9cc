using System.Runtime.InteropServices;
using ActiveRecording.Rtp.Endpoints;

namespace ActiveRecording.Rtp.Native;

/// <summary>Opens, binds, connects and sends by file descriptor. Every method says by errno what the kernel refused; nothing throws.</summary>
internal static unsafe class UdpDescriptor
{
    /// <summary>A port is bound for itself alone.</summary>
    /// <returns>The descriptor, or -errno.</returns>
    public static int Bind(in TransportAddress local)
    {
        var descriptor = Open(local.IsV6);
        return descriptor < 0 ? descriptor : BindOrClose(descriptor, local);
    }

    /// <summary>
    /// A second socket of a bound port that gets what comes from one peer; all else still goes to the first. The port may be bound
    /// twice only while this runs.
    /// </summary>
    /// <param name="first">The socket that has the port.</param>
    /// <param name="local">The port.</param>
    /// <param name="peer">The peer.</param>
    /// <returns>The descriptor, or -errno.</returns>
    public static int BindConnected(int first, in TransportAddress local, in TransportAddress peer)
    {
        var descriptor = Open(local.IsV6);
        if (descriptor < 0) return descriptor;
        Set(first, Libc.SolSocket, Libc.SoReuseAddress, 1);
        Set(descriptor, Libc.SolSocket, Libc.SoReuseAddress, 1);
        descriptor = BindOrClose(descriptor, local);
        Set(first, Libc.SolSocket, Libc.SoReuseAddress, 0);
        if (descriptor < 0) return descriptor;
        Set(descriptor, Libc.SolSocket, Libc.SoReuseAddress, 0);
        var error = Connect(descriptor, peer);
        if (error == 0) return descriptor;
        _ = Libc.close(descriptor);
        return -error;
    }

    /// <summary>Sets the one peer that is sent to and heard from.</summary>
    /// <returns>0 or errno.</returns>
    public static int Connect(int descriptor, in TransportAddress peer)
    {
        var bytes = stackalloc byte[SocketAddressBytes.Size];
        var length = SocketAddressBytes.Write(new Span<byte>(bytes, SocketAddressBytes.Size), peer);
        return Libc.connect(descriptor, bytes, length) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>The address the kernel knows a socket by.</summary>
    public static TransportAddress Local(int descriptor)
    {
        var bytes = stackalloc byte[SocketAddressBytes.Size];
        uint length = SocketAddressBytes.Size;
        _ = Libc.getsockname(descriptor, bytes, &length);
        return SocketAddressBytes.Read(new ReadOnlySpan<byte>(bytes, SocketAddressBytes.Size));
    }

    /// <returns>Whether the kernel took it.</returns>
    public static bool Set(int descriptor, int level, int name, int value) =>
        Libc.setsockopt(descriptor, level, name, &value, sizeof(int)) == 0;

    private static int Open(bool isV6)
    {
        var family = isV6 ? Libc.Inet6 : Libc.Inet;
        var descriptor = Libc.socket(family, Libc.Datagram | Libc.NonBlocking | Libc.CloseOnExec, 0);
        if (descriptor < 0) return -Marshal.GetLastPInvokeError();
        if (isV6) Set(descriptor, Libc.SolIpv6, Libc.Ipv6Only, 1);
        return descriptor;
    }

    private static int BindOrClose(int descriptor, in TransportAddress local)
    {
        var bytes = stackalloc byte[SocketAddressBytes.Size];
        var length = SocketAddressBytes.Write(new Span<byte>(bytes, SocketAddressBytes.Size), local);
        if (Libc.bind(descriptor, bytes, length) == 0) return descriptor;
        var error = Marshal.GetLastPInvokeError();
        _ = Libc.close(descriptor);
        return -error;
    }
}
