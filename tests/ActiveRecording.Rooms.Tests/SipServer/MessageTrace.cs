using System.Net;
using ActiveRecording.Simulation;
using ActiveRecording.Simulation.Flows;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Rooms.Tests.SipServer;

/// <summary>Every message as it was sent.</summary>
internal sealed class MessageTrace : ISipTrace
{
    private readonly List<(string Endpoint, SipMessage Message)> sent = [];
    private readonly SipFlow flow = new();

    /// <summary>What a failed test shows.</summary>
    public string Ladder => new LadderWriter(VirtualTime.Start, ["carol", "alice", "sip-server", "media", "bob"]).Draw(flow.Messages, []);

    public IEnumerable<SipMessage> SentBy(string endpoint) => sent.Where(s => s.Endpoint == endpoint).Select(s => s.Message);

    public void Sent(
        string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string transport, DateTimeOffset at)
    {
        sent.Add((endpoint, message));
        flow.Sent(endpoint, message, local, remote, transport, at);
    }

    public void Received(
        string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string transport, DateTimeOffset at)
    {
        flow.Received(endpoint, message, local, remote, transport, at);
    }
}
