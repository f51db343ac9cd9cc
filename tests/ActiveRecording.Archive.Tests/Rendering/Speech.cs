using ActiveRecording.Archive.Spools;

namespace ActiveRecording.Archive.Tests.Rendering;

/// <summary>
/// A synthetic source: packets of 20 ms of codes that are different everywhere, sent on a clock, received
/// <see cref="Delay"/> later; tests change what arrives.
/// </summary>
internal sealed class Speech
{
    public const int PacketSamples = 160;
    public static readonly DateTimeOffset T0 = new(2026, 11, 20, 9, 41, 0, 540, TimeSpan.Zero);

    public required int Seed { get; init; }

    public byte PayloadType { get; init; } = 8;

    public uint Ssrc { get; init; } = 0x1234_5678;

    public ushort FirstSequence { get; init; } = 1000;

    public uint FirstTimestamp { get; init; } = 160_000;

    /// <summary>The send instant of the first packet.</summary>
    public DateTimeOffset Start { get; init; } = T0;

    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(0.3);

    public static TimeSpan SentAt(int packet) => TimeSpan.FromMilliseconds(20 * packet);

    public byte[] Codes(int packet)
    {
        var codes = new byte[PacketSamples];
        new Random(HashCode.Combine(Seed, packet)).NextBytes(codes);
        return codes;
    }

    public ArrivedPacket Packet(int packet) => new(
        (Start + SentAt(packet) + Delay).UtcTicks,
        Ssrc,
        FirstTimestamp + (uint)(packet * PacketSamples),
        (ushort)(FirstSequence + packet),
        PayloadType,
        Codes(packet));

    public IEnumerable<ArrivedPacket> Packets(int first, int count) => Enumerable.Range(first, count).Select(Packet);

    /// <summary>A report sent with packet <paramref name="packet"/>, as the Media Server makes them.</summary>
    public SpooledReport Report(int packet) => new(
        (Start + SentAt(packet) + Delay).UtcTicks,
        Ssrc,
        (Start + SentAt(packet)).UtcTicks,
        FirstTimestamp + (uint)(packet * PacketSamples),
        (uint)(packet + 1));
}

/// <summary>A packet that can be kept, moved, repeated.</summary>
internal sealed record ArrivedPacket(
    long ArrivalTicks, uint Ssrc, uint Timestamp, ushort Sequence, byte PayloadType, byte[] Payload)
{
    public ArrivedPacket Later(double milliseconds) =>
        this with { ArrivalTicks = ArrivalTicks + (long)(milliseconds * TimeSpan.TicksPerMillisecond) };

    public SpooledPacket ToSpooled() => new(ArrivalTicks, Ssrc, Timestamp, Sequence, PayloadType, false, Payload);
}
