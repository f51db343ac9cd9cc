using System.Net;
using System.Text;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Simulation;

namespace ActiveRecording.Sip.Tests.Endpoint;

/// <summary>Somebody who sends bytes, not messages.</summary>
internal sealed class Stranger : IStreamReceiver, IDisposable
{
    private readonly StringBuilder received = new();
    private readonly IDatagramSocket? socket;
    private readonly IStreamConnection? connection;
    private readonly IPEndPoint peer;

    public Stranger(Simulator simulator, IPEndPoint peer, bool tcp = false)
    {
        this.peer = peer;
        if (tcp) connection = simulator.Network.Connect(peer, this);
        else socket = simulator.Network.OpenDatagram(new(IPAddress.Loopback, 5099), (bytes, _) => received.Append(Encoding.UTF8.GetString(bytes)));
    }

    public string Received => received.ToString();

    /// <summary>The start lines of what was received.</summary>
    public IEnumerable<string> StartLines =>
        Received.Split("\r\n").Where(line => line.StartsWith("SIP/2.0 ", StringComparison.Ordinal));

    public bool IsClosed { get; private set; }

    /// <summary>A request with line ends as they should be; <paramref name="more"/> are whole lines.</summary>
    public static string Request(string method, string more = "Content-Length: 0\r\n", string branch = "z9hG4bKs", string via = "UDP 127.0.0.1:5099") =>
        $"{method} sip:bob@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/{via};branch={branch}\r\n" +
        $"From: <sip:s@127.0.0.1>;tag=s\r\nTo: <sip:bob@127.0.0.1>\r\nCall-ID: {branch}\r\nCSeq: 1 {method}\r\n" +
        $"Max-Forwards: 70\r\nContact: <sip:s@127.0.0.1:5099>\r\n{more}\r\n";

    public void Send(string text) => Send(Encoding.UTF8.GetBytes(text));

    public void Send(ReadOnlySpan<byte> bytes)
    {
        socket?.Send(bytes, peer);
        connection?.Send(bytes);
    }

    public void Dispose()
    {
        socket?.Dispose();
        connection?.Dispose();
    }

    void IStreamReceiver.Connected(IStreamConnection connection)
    {
    }

    void IStreamReceiver.Received(IStreamConnection connection, ReadOnlySpan<byte> bytes) =>
        received.Append(Encoding.UTF8.GetString(bytes));

    void IStreamReceiver.Closed(IStreamConnection connection, Exception? error) => IsClosed = true;
}
