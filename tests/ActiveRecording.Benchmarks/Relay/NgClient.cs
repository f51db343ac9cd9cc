using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActiveRecording.Benchmarks.Relay;

/// <summary>Asks rtpengine by its NG protocol: a cookie and a bencoded dictionary in a datagram each way.</summary>
internal sealed class NgClient : IDisposable
{
    private const int Attempts = 5;
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 1_000 };
    private readonly byte[] answer = new byte[65_536];
    private int asked;

    public NgClient(int port) => socket.Connect(IPAddress.Loopback, port);

    /// <summary>The answer to a command.</summary>
    /// <exception cref="InvalidOperationException">There was none, or it says that it failed.</exception>
    public Dictionary<string, object> Ask(string command, params (string Key, object Value)[] more)
    {
        var request = more.Append(("command", command)).ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
        var cookie = string.Create(CultureInfo.InvariantCulture, $"bench_{++asked} ");
        var datagram = Encoding.UTF8.GetBytes(cookie + Bencode.Write(request));
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (TryAsk(datagram, cookie) is not { } text) continue;
            var at = cookie.Length;
            var reply = (Dictionary<string, object>)Bencode.Read(text, ref at);
            return reply.GetValueOrDefault("result") is "ok" or "pong"
                ? reply
                : throw new InvalidOperationException($"rtpengine, {command}: {reply.GetValueOrDefault("error-reason")}");
        }

        throw new InvalidOperationException($"rtpengine does not answer to {command}.");
    }

    public void Dispose() => socket.Dispose();

    private string? TryAsk(byte[] datagram, string cookie)
    {
        try
        {
            socket.Send(datagram);
            while (true)
            {
                var text = Encoding.Latin1.GetString(answer, 0, socket.Receive(answer));
                if (text.StartsWith(cookie, StringComparison.Ordinal)) return text;
            }
        }
        catch (SocketException)
        {
            // Not yet there, or late: ask again.
            Thread.Sleep(100);
            return null;
        }
    }
}
