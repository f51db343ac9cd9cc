using System.Net;
using ActiveRecording.Rtp.Packets;
using ActiveRecording.Runtime.Network;

namespace ActiveRecording.Rooms.Tests.Recorder;

/// <summary>A stream towards a recorder, of G.711 A-law unless told, with sender reports as a Media Server makes them.</summary>
internal sealed class Voice : IDisposable
{
    public const int PacketSamples = 160;
    public static readonly TimeSpan PacketTime = TimeSpan.FromMilliseconds(20);
    private const uint FirstTimestamp = 5_000;
    public const byte Pcma = 8;
    private readonly IDatagramSocket rtp;
    private readonly IDatagramSocket rtcp;
    private readonly int seed;
    private readonly uint ssrc;
    private readonly byte payloadType;
    private readonly int packetTicks;

    public Voice(INetwork network, int port, int seed, byte payloadType = Pcma, int packetTicks = PacketSamples)
    {
        (this.seed, this.payloadType, this.packetTicks) = (seed, payloadType, packetTicks);
        ssrc = (uint)(seed * 7919);
        rtp = network.OpenDatagram(new IPEndPoint(IPAddress.Loopback, port), (_, _) => { });
        rtcp = network.OpenDatagram(new IPEndPoint(IPAddress.Loopback, port == 0 ? 0 : port + 1), ReportReceived);
    }

    public int Port => rtp.Local.Port;

    /// <summary>Where it is sent, once the recorder has answered.</summary>
    public IPEndPoint? Recorder { get; set; }

    /// <summary>Receiver reports that came back.</summary>
    public int Reports { get; private set; }

    public byte[] Codes(int packet)
    {
        var codes = new byte[PacketSamples];
        new Random(HashCode.Combine(seed, packet)).NextBytes(codes);
        return codes;
    }

    public void Send(int packet)
    {
        var datagram = new byte[RtpPacket.HeaderBytes + PacketSamples];
        new RtpHeader(payloadType, (ushort)(65_500 + packet), FirstTimestamp + (uint)(packet * packetTicks), ssrc, packet == 0)
            .Write(datagram, Codes(packet));
        rtp.Send(datagram, Recorder!);
    }

    /// <summary>Says that packet <paramref name="packet"/> was taken at <paramref name="at"/>.</summary>
    public void Report(int packet, DateTimeOffset at)
    {
        var buffer = new byte[200];
        var writer = new RtcpWriter(buffer);
        writer.Write(
            new SenderReport(ssrc, NtpTimestamp.From(at), FirstTimestamp + (uint)(packet * packetTicks), (uint)packet, 0), []);
        writer.WriteCName(ssrc, "voice");
        rtcp.Send(buffer.AsSpan(0, writer.Length), new IPEndPoint(Recorder!.Address, Recorder.Port + 1));
    }

    public void Dispose()
    {
        rtp.Dispose();
        rtcp.Dispose();
    }

    private void ReportReceived(ReadOnlySpan<byte> payload, IPEndPoint from)
    {
        if (!RtcpReader.TryParse(payload, out var compound)) return;
        while (compound.TryRead(out var packet))
        {
            if (packet.Type == RtcpPacketType.ReceiverReport) Reports++;
        }
    }
}
