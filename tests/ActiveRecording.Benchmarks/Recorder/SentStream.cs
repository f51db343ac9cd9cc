using System.Net;
using ActiveRecording.Rtp.Packets;

namespace ActiveRecording.Benchmarks.Recorder;

/// <summary>One party's stream towards the recorder, whole or impaired as the seed says.</summary>
/// <param name="ssrc">Its source.</param>
/// <param name="to">The recorder's port.</param>
/// <param name="impairment">Null for none.</param>
internal sealed class SentStream(uint ssrc, IPEndPoint to, Random? impairment)
{
    public const int PacketBytes = RtpPacket.HeaderBytes + PayloadBytes;
    private const int PayloadBytes = 160;
    private const int ReportEvery = 50;
    private const byte Pcma = 8;

    /// <summary>The beginning and the end stay whole, so that what is missing lies between two packets.</summary>
    private const int Spared = 50;

    private readonly byte[] payload = NewPayload(ssrc);
    private readonly byte[] packet = new byte[PacketBytes];
    private readonly byte[] held = new byte[PacketBytes];
    private readonly IPEndPoint rtcp = new(to.Address, to.Port + 1);
    private bool isHolding;
    private int number;

    /// <summary>Distinct packets sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Packets lost on purpose.</summary>
    public long Dropped { get; private set; }

    /// <summary>The next packet of 20 ms.</summary>
    /// <param name="batch">Takes what leaves now.</param>
    /// <param name="last">The number of the last packet of the run.</param>
    public void Next(PacketBatch batch, int last)
    {
        new RtpHeader(Pcma, (ushort)number, (uint)number * PayloadBytes, ssrc, number == 0).Write(packet, payload);
        var isSpared = impairment is null || number < Spared || number > last - Spared;
        number++;
        if (!isSpared && impairment!.NextDouble() < 0.02)
        {
            Dropped++;
            return;
        }

        Sent++;
        if (!isSpared && !isHolding && impairment!.NextDouble() < 0.05)
        {
            packet.CopyTo(held, 0);
            isHolding = true;
            return;
        }

        batch.Add(packet, to);
        if (!isSpared && impairment!.NextDouble() < 0.01) batch.Add(packet, to);
        if (!isHolding) return;
        batch.Add(held, to);
        isHolding = false;
    }

    /// <summary>A sender report, if one is due.</summary>
    public bool TryReport(Span<byte> buffer, DateTimeOffset now, out int length, out IPEndPoint address)
    {
        (length, address) = (0, rtcp);
        if (number % ReportEvery != 0) return false;
        var writer = new RtcpWriter(buffer);
        writer.Write(new SenderReport(ssrc, NtpTimestamp.From(now), (uint)number * PayloadBytes, (uint)(Sent + Dropped), 0), []);
        writer.WriteCName(ssrc, "load");
        length = writer.Length;
        return true;
    }

    private static byte[] NewPayload(uint seed)
    {
        var codes = new byte[PayloadBytes];
        new Random((int)seed).NextBytes(codes);
        return codes;
    }
}
