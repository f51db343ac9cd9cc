using System.Net;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>Keeps the requests that wait for a final response at the endpoint that sent them, and passes everything on.</summary>
internal sealed class RequestLedger(ISipTrace next) : ISipTrace
{
    private readonly Dictionary<(string Endpoint, string? Branch, string Method), string> open = [];
    private readonly HashSet<(string Endpoint, string? Branch, string Method)> finished = [];

    /// <summary>The requests whose sender has had no final response yet.</summary>
    public IReadOnlyCollection<string> Unanswered => open.Values;

    /// <inheritdoc/>
    public void Sent(
        string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string transport, DateTimeOffset at)
    {
        next.Sent(endpoint, message, local, remote, transport, at);
        if (message is SipRequest request && request.Method != SipMethod.Ack && !finished.Contains(Key(endpoint, request)))
            open.TryAdd(Key(endpoint, request), $"{request.Method.Name} from {endpoint} to {remote}");
    }

    /// <inheritdoc/>
    public void Received(
        string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string transport, DateTimeOffset at)
    {
        next.Received(endpoint, message, local, remote, transport, at);
        if (message is not SipResponse { IsFinal: true }) return;
        open.Remove(Key(endpoint, message));
        finished.Add(Key(endpoint, message));
    }

    private static (string Endpoint, string? Branch, string Method) Key(string endpoint, SipMessage message) =>
        (endpoint, message.TopVia.Branch, message.CSeq.Method.Name);
}
