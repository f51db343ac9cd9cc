using System.Net;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SystemTests.Clusters;

/// <summary>
/// Every request that phones send: each is answered finally, once; what repeats an answer says the same. Passes everything on.
/// </summary>
internal sealed class PhoneLedger(ISipTrace next, Findings findings) : ISipTrace
{
    private readonly Dictionary<(string Phone, string? Branch, string Method), Request> requests = [];

    /// <summary>Requests that were sent more than once.</summary>
    public int Repeated { get; private set; }

    /// <summary>Final answers that came again, the same as before.</summary>
    public int AnsweredAgain { get; private set; }

    /// <summary>Requests without a final answer.</summary>
    public IEnumerable<string> Unanswered => requests.Values.Where(request => request.Answer is null).Select(request => request.Name);

    /// <inheritdoc/>
    public void Sent(
        string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string transport, DateTimeOffset at)
    {
        next.Sent(endpoint, message, local, remote, transport, at);
        findings.Trace($"{endpoint} > {Text(message)}");
        if (message is not SipRequest request || request.Method == SipMethod.Ack) return;
        if (!requests.TryAdd(Key(endpoint, request), new Request($"{request.Method.Name} {request.CSeq.Number} of {endpoint}"))) Repeated++;
    }

    /// <inheritdoc/>
    public void Received(
        string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string transport, DateTimeOffset at)
    {
        next.Received(endpoint, message, local, remote, transport, at);
        findings.Trace($"{endpoint} < {Text(message)}");
        if (message is not SipResponse { IsFinal: true } response || !requests.TryGetValue(Key(endpoint, message), out var request)) return;
        var answer = message.ToString();
        if (request.Answer is null) (request.Answer, request.Status) = (answer, response.StatusCode);
        else if (request.Answer == answer) AnsweredAgain++;
        else findings.Add($"{request.Name} was answered {request.Status}, and {response.StatusCode} in other words: {Difference(request.Answer, answer)}");
    }

    private static string Text(SipMessage message) => message switch
    {
        SipRequest request => $"{request.Method.Name} {request.CSeq.Number} {request.CallId} {request.TopVia.Branch}",
        SipResponse response => $"{response.StatusCode} {response.CSeq} {response.CallId} {response.TopVia.Branch}",
        _ => "?",
    };

    /// <summary>The first line that is not the same, as it was and as it is.</summary>
    private static string Difference(string before, string after)
    {
        var (old, now) = (before.Split("\r\n"), after.Split("\r\n"));
        var line = Enumerable.Range(0, Math.Min(old.Length, now.Length)).FirstOrDefault(i => old[i] != now[i]);
        return $"'{old[line]}', '{now[line]}'";
    }

    private static (string Phone, string? Branch, string Method) Key(string endpoint, SipMessage message) =>
        (endpoint, message.TopVia.Branch, message.CSeq.Method.Name);

    private sealed record Request(string Name)
    {
        public string? Answer { get; set; }

        public int Status { get; set; }
    }
}
