using System.Net;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Rooms.Tests.SipServer;

/// <summary>Every message as it was sent.</summary>
internal sealed class MessageTrace : ISipTrace
{
    private readonly List<(string Endpoint, SipMessage Message)> sent = [];

    public IEnumerable<SipMessage> SentBy(string endpoint) => sent.Where(s => s.Endpoint == endpoint).Select(s => s.Message);

    public void Sent(
        string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string transport, DateTimeOffset at) =>
        sent.Add((endpoint, message));

    public void Received(
        string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string transport, DateTimeOffset at)
    {
    }
}
