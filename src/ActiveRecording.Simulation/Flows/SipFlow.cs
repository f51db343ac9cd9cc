using System.Net;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Simulation.Flows;

/// <summary>
/// Collects the SIP messages of all endpoints for a ladder: each once, at the instant it was sent; one that no endpoint
/// received counts as lost. Thread-safe; on real sockets a message may be told received before it is told sent.
/// </summary>
public sealed class SipFlow : ISipTrace
{
    private const int Ok = 200;
    private readonly Lock gate = new();
    private readonly List<Passage> passages = [];
    private readonly Dictionary<string, Stack<Passage>> underWay = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Queue<string>> early = new(StringComparer.Ordinal);
    private readonly Dictionary<IPEndPoint, string> owners = [];

    /// <summary>The messages so far.</summary>
    public IReadOnlyList<LadderMessage> Messages
    {
        get
        {
            lock (gate) return [.. passages.Select(Draw)];
        }
    }

    /// <summary>Names an address at which no endpoint of the flow listens.</summary>
    public void Name(IPEndPoint address, string participant)
    {
        lock (gate) owners[address] = participant;
    }

    /// <inheritdoc/>
    public void Sent(
        string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string transport, DateTimeOffset at)
    {
        var passage = new Passage(at, endpoint, remote, Label(message));
        lock (gate)
        {
            owners[local] = endpoint;
            passages.Add(passage);
            var key = Identity(message);
            if (early.TryGetValue(key, out var receivers) && receivers.TryDequeue(out var receiver)) passage.ReceivedBy = receiver;
            else Of(underWay, key).Push(passage);
        }
    }

    /// <inheritdoc/>
    public void Received(
        string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string transport, DateTimeOffset at)
    {
        lock (gate)
        {
            owners[local] = endpoint;
            // Of repetitions it is the latest that has arrived: an earlier one would have been taken already.
            var key = Identity(message);
            if (underWay.TryGetValue(key, out var same) && same.TryPop(out var passage)) passage.ReceivedBy = endpoint;
            else Of(early, key).Enqueue(endpoint);
        }
    }

    private static T Of<T>(Dictionary<string, T> table, string key)
        where T : new()
    {
        if (!table.TryGetValue(key, out var entry)) table[key] = entry = new T();
        return entry;
    }

    private static string Label(SipMessage message) => message switch
    {
        SipResponse { StatusCode: Ok } => "200 OK",
        SipResponse response => $"{response.StatusCode}",
        SipRequest { Method.Name: "INVITE", To.Tag: not null } => "re-INVITE",
        SipRequest request => request.Method.Name,
        _ => "?",
    };

    /// <summary>What is the same for a message and its repetitions only.</summary>
    private static string Identity(SipMessage message) =>
        $"{Label(message)} {message.TopVia.Branch} {message.CSeq} {message.CallId} {message.To.Tag}";

    private LadderMessage Draw(Passage passage)
    {
        var to = passage.ReceivedBy ?? owners.GetValueOrDefault(passage.Remote) ?? passage.Remote.ToString();
        return new LadderMessage(passage.At, passage.From, to, passage.Label, Lost: passage.ReceivedBy is null);
    }

    private sealed record Passage(DateTimeOffset At, string From, IPEndPoint Remote, string Label)
    {
        public string? ReceivedBy { get; set; }
    }
}
