using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.ResourceManager.Proxy;

/// <summary>A request within a dialog: it goes where its route says (RFC 3261 §16.5), once.</summary>
internal sealed class DialogRequest(
    ProxyContext context, ServerTransactionId upstream, SipRequest received, SipRequest forwarded, SipHop hop, string mark,
    Action<ServerTransactionId> ended)
    : ProxiedRequest(context, upstream, received, mark, ended)
{
    public override void Start() => Forward(forwarded, hop);

    /// <summary>A 503 speaks of the next hop, not of this proxy (RFC 3261 §16.7 point 6).</summary>
    protected override void Failed(SipResponse response)
    {
        if (response.StatusCode == 503) Answer(500);
        else Finish(response);
    }
}
