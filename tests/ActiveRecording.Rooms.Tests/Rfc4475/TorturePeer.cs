using System.Net;
using ActiveRecording.Simulation;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Rooms.Tests.Rfc4475;

/// <summary>Somebody at UDP 192.0.2.201:5060 who sends the messages of RFC 4475 to a room.</summary>
internal sealed class TorturePeer
{
    public static readonly IPEndPoint Address = IPEndPoint.Parse("192.0.2.201:5060");
    private readonly Simulator simulator;
    private readonly IPEndPoint room;
    private readonly Runtime.Network.IDatagramSocket socket;
    private readonly List<SipResponse> answers = [];

    public TorturePeer(Simulator simulator, IPEndPoint room)
    {
        (this.simulator, this.room) = (simulator, room);
        socket = simulator.Network.OpenDatagram(Address, (bytes, _) => answers.Add((SipResponse)Read(bytes.ToArray())));
    }

    /// <summary>The octets of a message, as in the RFC's archive.</summary>
    public static byte[] Bytes(string name) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Rfc4475", "messages", $"{name}.dat"));

    public static SipRequest Request(string name) => (SipRequest)Read(Bytes(name));

    /// <summary>Sends a message and gives the final response, the first one.</summary>
    public SipResponse Send(string name) => Send(Bytes(name));

    /// <inheritdoc cref="Send(string)"/>
    public SipResponse Send(ReadOnlySpan<byte> bytes)
    {
        answers.Clear();
        socket.Send(bytes, room);
        Assert.True(simulator.RunUntil(() => answers.Exists(answer => answer.IsFinal), TimeSpan.FromSeconds(40)));
        return answers.First(answer => answer.IsFinal);
    }

    private static SipMessage Read(byte[] bytes)
    {
        Assert.True(SipParser.TryParse(bytes, SipLimits.Default, out var message, out var error), error?.Reason);
        return message;
    }
}
