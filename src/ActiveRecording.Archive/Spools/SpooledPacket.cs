using System.Buffers.Binary;

namespace ActiveRecording.Archive.Spools;

/// <summary>
/// An RTP packet (RFC 3550 §5.1) as it arrived. As a frame body, little endian:
/// <code>
///  0                8        12          16         18           19
/// +----------------+--------+-----------+----------+------------+-----------+
/// | arrival, UTC   | SSRC   | timestamp | sequence | M | type 7 | payload   |
/// | ticks of 100ns |        |           |          |            |           |
/// +----------------+--------+-----------+----------+------------+-----------+
/// </code>
/// </summary>
/// <param name="arrivalTicks">The recorder's clock at arrival, UTC ticks of 100 ns.</param>
/// <param name="ssrc">Synchronization source.</param>
/// <param name="timestamp">Sampling instant of the first sample, in clock ticks of the payload.</param>
/// <param name="sequence">Sequence number.</param>
/// <param name="payloadType">0 to 127.</param>
/// <param name="marker">For audio: the first packet of a talk spurt (RFC 3551 §4.1).</param>
/// <param name="payload">Without padding and extension; only valid as long as the buffer it lies in.</param>
public readonly ref struct SpooledPacket(
    long arrivalTicks, uint ssrc, uint timestamp, ushort sequence, byte payloadType, bool marker,
    ReadOnlySpan<byte> payload)
{
    private const int FactBytes = 19;
    private const byte MarkerBit = 0x80;

    /// <summary>The recorder's clock at arrival, UTC ticks of 100 ns.</summary>
    public long ArrivalTicks { get; } = arrivalTicks;

    /// <summary>Synchronization source.</summary>
    public uint Ssrc { get; } = ssrc;

    /// <summary>Sampling instant of the first sample, in clock ticks of the payload.</summary>
    public uint Timestamp { get; } = timestamp;

    /// <summary>Sequence number.</summary>
    public ushort Sequence { get; } = sequence;

    /// <summary>0 to 127.</summary>
    public byte PayloadType { get; } = payloadType;

    /// <summary>For audio: the first packet of a talk spurt (RFC 3551 §4.1).</summary>
    public bool Marker { get; } = marker;

    /// <summary>Without padding and extension.</summary>
    public ReadOnlySpan<byte> Payload { get; } = payload;

    internal int BodyBytes => FactBytes + Payload.Length;

    internal void Write(Span<byte> body)
    {
        BinaryPrimitives.WriteInt64LittleEndian(body, ArrivalTicks);
        BinaryPrimitives.WriteUInt32LittleEndian(body[8..], Ssrc);
        BinaryPrimitives.WriteUInt32LittleEndian(body[12..], Timestamp);
        BinaryPrimitives.WriteUInt16LittleEndian(body[16..], Sequence);
        body[18] = (byte)((PayloadType & ~MarkerBit) | (Marker ? MarkerBit : 0));
        Payload.CopyTo(body[FactBytes..]);
    }

    internal static bool TryRead(ReadOnlySpan<byte> body, out SpooledPacket packet)
    {
        packet = default;
        if (body.Length < FactBytes) return false;
        packet = new SpooledPacket(
            BinaryPrimitives.ReadInt64LittleEndian(body),
            BinaryPrimitives.ReadUInt32LittleEndian(body[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(body[12..]),
            BinaryPrimitives.ReadUInt16LittleEndian(body[16..]),
            (byte)(body[18] & ~MarkerBit),
            (body[18] & MarkerBit) != 0,
            body[FactBytes..]);
        return true;
    }
}
