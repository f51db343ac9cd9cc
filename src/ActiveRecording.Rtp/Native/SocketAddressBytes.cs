using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using ActiveRecording.Rtp.Endpoints;

namespace ActiveRecording.Rtp.Native;

/// <summary><c>struct sockaddr_in</c> and <c>struct sockaddr_in6</c>, whichever an address needs.</summary>
[InlineArray(Size)]
internal struct SocketAddressBytes
{
    public const int Size = 28;
    private const int V4Size = 16;
    private const int PortAt = 2;
    private const int V4AddressAt = 4;
    private const int V6AddressAt = 8;
    private const int V6ScopeAt = 24;
    private byte first;

    /// <summary>Writes an address.</summary>
    /// <returns>Its length as the kernel wants it.</returns>
    public static uint Write(Span<byte> bytes, in TransportAddress address)
    {
        bytes[..Size].Clear();
        BitConverter.TryWriteBytes(bytes, (ushort)(address.IsV6 ? Libc.Inet6 : Libc.Inet));
        BinaryPrimitives.WriteUInt16BigEndian(bytes[PortAt..], address.Port);
        if (!address.IsV6)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes[V4AddressAt..], (uint)address.Low);
            return V4Size;
        }

        address.WriteV6(bytes[V6AddressAt..]);
        BitConverter.TryWriteBytes(bytes[V6ScopeAt..], address.Scope);
        return Size;
    }

    /// <summary>Reads what the kernel wrote.</summary>
    public static TransportAddress Read(ReadOnlySpan<byte> bytes)
    {
        var port = BinaryPrimitives.ReadUInt16BigEndian(bytes[PortAt..]);
        return BitConverter.ToUInt16(bytes) == Libc.Inet6
            ? TransportAddress.FromV6(bytes[V6AddressAt..], BitConverter.ToUInt32(bytes[V6ScopeAt..]), port)
            : TransportAddress.FromV4(BinaryPrimitives.ReadUInt32BigEndian(bytes[V4AddressAt..]), port);
    }
}
