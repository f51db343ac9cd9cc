using System.Net;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Packets;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Sdp;
using PayloadFormat = ActiveRecording.Sdp.PayloadFormat;

namespace ActiveRecording.Rooms.Tests.MediaServer;

/// <summary>A port pair that sends packets and keeps what it hears.</summary>
internal sealed class Party
{
    private readonly IDatagramSocket rtp;
    private int said;

    public Party(INetwork network, int port)
    {
        Endpoints = RtpEndpoints.At(IPAddress.Loopback, port);
        rtp = network.OpenDatagram(Endpoints.Rtp, (bytes, _) => Heard.Add(bytes.ToArray()));
        network.OpenDatagram(Endpoints.Rtcp, (bytes, _) => Reports.Add(bytes.ToArray()));
    }

    public RtpEndpoints Endpoints { get; }

    public List<byte[]> Heard { get; } = [];

    public List<byte[]> Reports { get; } = [];

    /// <summary>What it said so far.</summary>
    public List<byte[]> Said { get; } = [];

    public SessionDescription Describe(params IReadOnlyList<PayloadFormat> payloads) => Describe(Direction.SendRecv, payloads);

    public SessionDescription Describe(Direction direction, params IReadOnlyList<PayloadFormat> payloads)
    {
        var address = ConnectionAddress.From(IPAddress.Loopback);
        return SessionDescription.Create(
            Origin.Create((ulong)Endpoints.Rtp.Port, 1, address), address,
            MediaDescription.Create("audio", Endpoints.Rtp.Port, payloads, direction));
    }

    /// <summary>Sends the next packet of 20 ms to where a description says.</summary>
    public void Say(SessionDescription to, byte payloadType = 0, int line = 0)
    {
        var packet = new byte[RtpPacket.HeaderBytes + 160];
        new RtpHeader(payloadType, (ushort)said, (uint)said * 160, (uint)Endpoints.Rtp.Port, said == 0).Write(packet, []);
        packet.AsSpan(RtpPacket.HeaderBytes).Fill((byte)said);
        said++;
        Said.Add(packet);
        rtp.Send(packet, new IPEndPoint(IPAddress.Loopback, to.Media[line].Port));
    }
}
