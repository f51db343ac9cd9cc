using System.Buffers.Binary;

namespace ActiveRecording.Archive.Spools;

/// <summary>An RTCP sender report (RFC 3550 §6.4.1): the sender's clock against the media clock.</summary>
/// <param name="ArrivalTicks">The recorder's clock at arrival, UTC ticks of 100 ns.</param>
/// <param name="Ssrc">Synchronization source of the sender.</param>
/// <param name="NtpTicks">The sender's clock, its NTP timestamp as UTC ticks of 100 ns.</param>
/// <param name="RtpTimestamp">The media clock at that instant.</param>
/// <param name="Packets">RTP packets sent so far, modulo 2^32.</param>
public readonly record struct SpooledReport(
    long ArrivalTicks, uint Ssrc, long NtpTicks, uint RtpTimestamp, uint Packets)
{
    internal const int BodyBytes = 28;

    internal void Write(Span<byte> body)
    {
        BinaryPrimitives.WriteInt64LittleEndian(body, ArrivalTicks);
        BinaryPrimitives.WriteUInt32LittleEndian(body[8..], Ssrc);
        BinaryPrimitives.WriteInt64LittleEndian(body[12..], NtpTicks);
        BinaryPrimitives.WriteUInt32LittleEndian(body[20..], RtpTimestamp);
        BinaryPrimitives.WriteUInt32LittleEndian(body[24..], Packets);
    }

    internal static bool TryRead(ReadOnlySpan<byte> body, out SpooledReport report)
    {
        report = default;
        if (body.Length < BodyBytes) return false;
        report = new SpooledReport(
            BinaryPrimitives.ReadInt64LittleEndian(body),
            BinaryPrimitives.ReadUInt32LittleEndian(body[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(body[12..]),
            BinaryPrimitives.ReadUInt32LittleEndian(body[20..]),
            BinaryPrimitives.ReadUInt32LittleEndian(body[24..]));
        return true;
    }
}
