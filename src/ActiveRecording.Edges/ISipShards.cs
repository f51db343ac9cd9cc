using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Edges;

/// <summary>Which shard a message is the business of. Called on the endpoint's strand.</summary>
public interface ISipShards
{
    /// <summary>The shard of a message that came in; null for one that any node may handle.</summary>
    int? OfReceived(SipMessage message);

    /// <summary>The shard of a request that this role sent; null if it has none.</summary>
    int? OfSent(SipRequest request);
}
