using System.Buffers.Binary;
using ActiveRecording.Benchmarks.Linux;

namespace ActiveRecording.Benchmarks.Load;

/// <summary>A UDP socket on loopback that stamps what it receives with the kernel's time.</summary>
internal sealed unsafe class LoadSocket : IDisposable
{
    private const int Internet = 2;
    private const int DatagramNonBlocking = 2 | 0x800;
    private const int SocketLevel = 1;
    private const int ReceiveBuffer = 8;
    private const int ReceiveBufferForce = 33;

    private LoadSocket(int descriptor, int port) => (Descriptor, Port) = (descriptor, port);

    /// <summary><c>SO_TIMESTAMPNS</c>, and the type of the control message that it makes.</summary>
    public static int TimestampNanos => 35;

    public int Descriptor { get; }

    public int Port { get; }

    /// <summary>Binds a port of loopback, 0 for any that is free; null if it is taken.</summary>
    public static LoadSocket? TryOpen(int port, int bufferBytes)
    {
        var descriptor = Libc.socket(Internet, DatagramNonBlocking, 0);
        if (descriptor < 0) throw new InvalidOperationException("No more sockets: raise the limit of open files.");
        var address = Loopback(port);
        uint length = InternetAddress.Bytes;
        if (Libc.bind(descriptor, &address, length) != 0)
        {
            _ = Libc.close(descriptor);
            return null;
        }

        Set(descriptor, TimestampNanos, 1);
        if (Set(descriptor, ReceiveBufferForce, bufferBytes) != 0) _ = Set(descriptor, ReceiveBuffer, bufferBytes);
        _ = Libc.getsockname(descriptor, &address, &length);
        return new LoadSocket(descriptor, BinaryPrimitives.ReverseEndianness(address.Port));
    }

    public static InternetAddress Loopback(int port) => new()
    {
        Family = Internet,
        Port = BinaryPrimitives.ReverseEndianness((ushort)port),
        Address = BinaryPrimitives.ReverseEndianness(0x7F000001u),
    };

    public void Dispose() => _ = Libc.close(Descriptor);

    private static int Set(int descriptor, int option, int value) =>
        Libc.setsockopt(descriptor, SocketLevel, option, &value, sizeof(int));
}
