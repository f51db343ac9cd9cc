using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ActiveRecording.Rtp.Endpoints;

/// <summary>A network address and a port (RFC 3550 §3) as a value: comparing and passing it on allocates nothing.</summary>
/// <param name="High">The first eight bytes of an IPv6 address; 0 of an IPv4 one.</param>
/// <param name="Low">The last eight bytes of an IPv6 address; the four of an IPv4 one.</param>
/// <param name="Scope">The interface of a link-local IPv6 address, else 0.</param>
/// <param name="Port">0 to 65,535.</param>
/// <param name="IsV6">Whether it is an IPv6 address.</param>
internal readonly record struct TransportAddress(ulong High, ulong Low, uint Scope, ushort Port, bool IsV6)
{
    private const int V6Bytes = 16;

    public static TransportAddress From(IPEndPoint endpoint)
    {
        Span<byte> bytes = stackalloc byte[V6Bytes];
        endpoint.Address.TryWriteBytes(bytes, out _);
        return endpoint.AddressFamily == AddressFamily.InterNetworkV6
            ? FromV6(bytes, (uint)endpoint.Address.ScopeId, (ushort)endpoint.Port)
            : FromV4(BinaryPrimitives.ReadUInt32BigEndian(bytes), (ushort)endpoint.Port);
    }

    public static TransportAddress FromV4(uint address, ushort port) => new(0, address, 0, port, IsV6: false);

    public static TransportAddress FromV6(ReadOnlySpan<byte> address, uint scope, ushort port) => new(
        BinaryPrimitives.ReadUInt64BigEndian(address), BinaryPrimitives.ReadUInt64BigEndian(address[8..]), scope, port, IsV6: true);

    /// <summary>Whether both are of the same network address, whatever their ports.</summary>
    public bool IsOnHostOf(in TransportAddress other) =>
        High == other.High && Low == other.Low && Scope == other.Scope && IsV6 == other.IsV6;

    public IPEndPoint ToEndPoint()
    {
        if (!IsV6) return new IPEndPoint((long)BinaryPrimitives.ReverseEndianness((uint)Low), Port);
        Span<byte> bytes = stackalloc byte[V6Bytes];
        WriteV6(bytes);
        return new IPEndPoint(new IPAddress(bytes, Scope), Port);
    }

    /// <summary>Writes the sixteen bytes of an IPv6 address.</summary>
    public void WriteV6(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
    }

    public override string ToString() => ToEndPoint().ToString();
}
