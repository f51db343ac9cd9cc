using System.Net;
using ActiveRecording.Sdp;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SystemTests.Clusters;

/// <summary>
/// Reads from what a Media Server or a recorder answers which RTP port it gives to which dialog: none to two at once. Passes everything on.
/// </summary>
internal sealed class PortWitness(ISipTrace next, Findings findings) : ISipTrace
{
    private readonly Dictionary<(string Endpoint, int Port), string> leases = [];

    /// <inheritdoc/>
    public void Sent(
        string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string transport, DateTimeOffset at)
    {
        next.Sent(endpoint, message, local, remote, transport, at);
        if (message is SipRequest { Method.Name: "BYE" }) End(endpoint, message.CallId);
        if (message is not SipResponse { IsFinal: true } response) return;
        if (response.CSeq.Method == SipMethod.Bye || response.StatusCode >= 300 && response.To.Tag is null) End(endpoint, response.CallId);
        else if (response.IsSuccess && response.CSeq.Method == SipMethod.Invite) Begin(endpoint, response);
    }

    /// <inheritdoc/>
    public void Received(
        string endpoint, SipMessage message, IPEndPoint local, IPEndPoint remote, string transport, DateTimeOffset at)
    {
        next.Received(endpoint, message, local, remote, transport, at);
        if (message is SipResponse { StatusCode: 481 or 408 }) End(endpoint, message.CallId);
    }

    /// <summary>A process with all its ports is gone.</summary>
    public void Forget() => leases.Clear();

    private void Begin(string endpoint, SipResponse answer)
    {
        if (!SessionDescription.TryParse(answer.Body.Span, out var description)) return;
        foreach (var stream in description.Media.Where(stream => stream.Port > 0))
        {
            if (leases.TryGetValue((endpoint, stream.Port), out var holder) && holder != answer.CallId)
                findings.Add($"{endpoint} gives port {stream.Port} to {answer.CallId} while {holder} has it");
            leases[(endpoint, stream.Port)] = answer.CallId;
        }
    }

    private void End(string endpoint, string callId)
    {
        foreach (var (lease, _) in leases.Where(lease => lease.Key.Endpoint == endpoint && lease.Value == callId).ToList()) leases.Remove(lease);
    }
}
