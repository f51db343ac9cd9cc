using System.Net;
using System.Net.Sockets;
using ActiveRecording.Rtp.Packets;

namespace ActiveRecording.Rtp.Tests.Planes;

/// <summary>A phone's or recorder's end on real sockets: sends, and hears when it is asked to.</summary>
internal sealed class Speaker : IDisposable
{
    private readonly byte[] buffer = new byte[65_536];
    private readonly Socket rtp;
    private readonly Socket rtcp;

    public Speaker(IPAddress address)
    {
        rtp = Open(address);
        rtcp = Open(address);
        Endpoints = new RtpEndpoints((IPEndPoint)rtp.LocalEndPoint!, (IPEndPoint)rtcp.LocalEndPoint!);
    }

    public RtpEndpoints Endpoints { get; }

    /// <summary>RTP datagrams in order of arrival.</summary>
    public List<byte[]> Heard { get; } = [];

    /// <summary>RTCP datagrams in order of arrival.</summary>
    public List<byte[]> Reports { get; } = [];

    public uint Ssrc { get; set; } = 0xA11CE;

    public static byte[] Packet(int number, uint ssrc, byte payloadType = 0, int length = 160)
    {
        var payload = new byte[length];
        payload.AsSpan().Fill((byte)number);
        var packet = new byte[RtpPacket.HeaderBytes + length];
        new RtpHeader(payloadType, (ushort)number, (uint)number * 160, ssrc, Marker: number == 0).Write(packet, payload);
        return packet;
    }

    /// <summary>Sends packet number <paramref name="number"/> of 20 ms.</summary>
    public byte[] Say(RtpEndpoints to, int number, byte payloadType = 0)
    {
        var packet = Packet(number, Ssrc, payloadType);
        SendRtp(to, packet);
        return packet;
    }

    /// <summary>Sends packets <paramref name="first"/> to <paramref name="first"/> + <paramref name="count"/> - 1 without waiting.</summary>
    public List<byte[]> Say(RtpEndpoints to, int first, int count) => [.. Enumerable.Range(first, count).Select(number => Say(to, number))];

    public void SendRtp(RtpEndpoints to, byte[] datagram) => rtp.SendTo(datagram, to.Rtp);

    public void SendRtcp(RtpEndpoints to, byte[] datagram) => rtcp.SendTo(datagram, to.Rtcp);

    /// <summary>Waits until so many RTP datagrams have come since the beginning.</summary>
    public void Hear(int count) => Wire.Until(() => Drain(rtp, Heard) >= count, $"{count} RTP datagrams");

    /// <summary>Waits until so many RTCP datagrams have come since the beginning.</summary>
    public void HearReports(int count) => Wire.Until(() => Drain(rtcp, Reports) >= count, $"{count} RTCP datagrams");

    /// <summary>What has come by now.</summary>
    public int HeardByNow() => Drain(rtp, Heard);

    public void Dispose()
    {
        rtp.Dispose();
        rtcp.Dispose();
    }

    private static Socket Open(IPAddress address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(address, 0));
        socket.ReceiveBufferSize = 4 << 20;
        return socket;
    }

    private int Drain(Socket socket, List<byte[]> heard)
    {
        while (socket.Available > 0) heard.Add(buffer[..socket.Receive(buffer)]);
        return heard.Count;
    }
}
