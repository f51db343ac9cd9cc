using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ActiveRecording.ClusterTests.Arena;
using ActiveRecording.ClusterTests.Checks;
using ActiveRecording.InteropTests.Peers;

namespace ActiveRecording.ClusterTests.Load;

/// <summary>The callers of one sipp, and what its log says of them.</summary>
/// <param name="Process">Ends when all calls are over.</param>
/// <param name="Prefix">What its Call-IDs begin with; the number of the call, from 1, follows.</param>
/// <param name="Port">Where it listens.</param>
/// <param name="Calls">How many.</param>
/// <param name="Log">Its short message log.</param>
internal sealed record SippCallers(PeerProcess Process, string Prefix, int Port, int Calls, string Log) : IAsyncDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(10);

    public IEnumerable<string> CallIds => Enumerable.Range(1, Calls).Select(number => $"{Prefix}{Places.Text(number)}");

    /// <summary>What its calls were told.</summary>
    public IEnumerable<CallEvidence> Evidence()
    {
        var successes = Successes();
        return CallIds.Select(id => new CallEvidence(
            id, [], successes[id].Count(static number => number is 2 or 3), successes[id].Contains(4)));
    }

    /// <summary>Tells one after the other to hold, retrieve and hang up.</summary>
    public async Task OrderAsync()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var to = new IPEndPoint(IPAddress.Loopback, Port);
        foreach (var id in CallIds)
        {
            var message = $"""
                MESSAGE sip:caller@127.0.0.1:{to.Port} SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK-order-{id}
                From: <sip:order@127.0.0.1>;tag=order
                To: <sip:caller@127.0.0.1>
                Call-ID: {id}
                CSeq: 1 MESSAGE
                Max-Forwards: 70
                Content-Length: 0


                """;
            await socket.SendToAsync(Encoding.ASCII.GetBytes(message.ReplaceLineEndings("\r\n")), to);
            await Task.Delay(Between);
        }
    }

    /// <summary>
    /// The success answers to each call's requests by CSeq: 1 the INVITE, 2 the hold, 3 the retrieval, 4 the BYE. Lines of
    /// date, time, epoch, S or R, Call-ID, CSeq, first line, tabs between them.
    /// </summary>
    public ILookup<string, int> Successes()
    {
        using var file = new StreamReader(new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var successes = new List<(string Call, int Number)>();
        while (file.ReadLine() is { } line)
        {
            if (line.Split('\t') is not [_, _, _, "R", var call, var cseq, var first, ..]) continue;
            if (!first.StartsWith("SIP/2.0 200", StringComparison.Ordinal)) continue;
            var number = cseq.Replace("CSeq:", "", StringComparison.Ordinal).Trim().Split(' ')[0];
            var id = call.Replace("Call-ID:", "", StringComparison.Ordinal).Trim();
            successes.Add((id, int.Parse(number, CultureInfo.InvariantCulture)));
        }

        return successes.Distinct().ToLookup(static one => one.Call, static one => one.Number);
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
