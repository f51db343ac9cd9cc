using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Sip.Edges;

/// <summary>
/// The other nodes of an endpoint's role. Each of them listens, any of them may be sent anything: what belongs to another
/// node goes there as it came, and what that one says goes out by the socket or connection that it came in on. Called on
/// the endpoint's strand but for <see cref="Reaches"/>.
/// </summary>
public interface ISipRelay
{
    /// <summary>The node that has the virtual address, if it is another one; null if it is this one, or nobody.</summary>
    long? VirtualAddressHolder { get; }

    /// <summary>Takes a message that belongs to another node, or that cannot be handled here yet.</summary>
    /// <returns>False if it is to be handled here.</returns>
    bool TryPassOn(SipMessage message, SipHop from);

    /// <summary>Sends by another node's socket or connection.</summary>
    /// <param name="edge">The node, by its incarnation.</param>
    /// <param name="hop">Where to; its flow is that node's own number of it, null for whichever fits.</param>
    /// <param name="bytes">The message.</param>
    /// <returns>False when that node is gone.</returns>
    bool Send(long edge, SipHop hop, ReadOnlySpan<byte> bytes);

    /// <summary>A response was sent, or sent again: other nodes that passed its request on need not keep it.</summary>
    void Answered(SipResponse response);

    /// <summary>Whether a node is there. From any thread.</summary>
    bool Reaches(long edge);

    /// <summary>A connection of this node is gone; others may have used it.</summary>
    void FlowClosed(long flow);
}
