using System.Net;
using ActiveRecording.Rtp.Packets;
using ActiveRecording.Runtime.Network;

namespace ActiveRecording.Rtp.Tests.DataPlane;

/// <summary>A phone's or recorder's end: a port pair that sends packets and keeps what it hears.</summary>
internal sealed class Party : IDisposable
{
    private readonly IDatagramSocket rtp;
    private readonly IDatagramSocket rtcp;

    public Party(INetwork network, int port, string address = "127.0.0.1")
    {
        Endpoints = RtpEndpoints.At(IPAddress.Parse(address), port);
        rtp = network.OpenDatagram(Endpoints.Rtp, (bytes, _) => Heard.Add(bytes.ToArray()));
        rtcp = network.OpenDatagram(Endpoints.Rtcp, (bytes, _) => Reports.Add(bytes.ToArray()));
    }

    public RtpEndpoints Endpoints { get; }

    /// <summary>RTP datagrams in order of arrival.</summary>
    public List<byte[]> Heard { get; } = [];

    /// <summary>RTCP datagrams in order of arrival.</summary>
    public List<byte[]> Reports { get; } = [];

    public uint Ssrc { get; set; } = 0xA11CE;

    /// <summary>Sends packet number <paramref name="number"/> of 20 ms.</summary>
    public byte[] Say(RtpEndpoints to, int number, byte payloadType = 0)
    {
        var payload = new byte[160];
        payload.AsSpan().Fill((byte)number);
        var packet = new byte[RtpPacket.HeaderBytes + payload.Length];
        new RtpHeader(payloadType, (ushort)number, (uint)number * 160, Ssrc, Marker: number == 0).Write(packet, payload);
        SendRtp(to, packet);
        return packet;
    }

    public void SendRtp(RtpEndpoints to, byte[] datagram) => rtp.Send(datagram, to.Rtp);

    public void SendRtcp(RtpEndpoints to, byte[] datagram) => rtcp.Send(datagram, to.Rtcp);

    public void Dispose()
    {
        rtp.Dispose();
        rtcp.Dispose();
    }
}
