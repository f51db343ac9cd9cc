using System.Net;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SystemTests.Clusters;

/// <summary>What one life of a node says, under that node's name.</summary>
internal sealed class NodeTrace(string node, ISipTrace next, Findings findings) : ISipTrace
{
    /// <inheritdoc/>
    public void Sent(
        string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string transport, DateTimeOffset at)
    {
        findings.Trace($"{node} {endpoint} > {(message is SipRequest request ? request.Method.Name : message is SipResponse response ? $"{response.StatusCode}" : "")} {message.CSeq} {message.CallId} {message.TopVia.Branch} {remote}");
        next.Sent(NameOf(endpoint), message, local, remote, transport, at);
    }

    /// <inheritdoc/>
    public void Received(
        string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string transport, DateTimeOffset at) =>
        next.Received(NameOf(endpoint), message, local, remote, transport, at);

    private string NameOf(string endpoint) => endpoint switch
    {
        "sip-server" => node,
        "resource-manager" => $"{node}-rm",
        "recorder" => $"{node}-rec",
        _ => node,
    };
}
