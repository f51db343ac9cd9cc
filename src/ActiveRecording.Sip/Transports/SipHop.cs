using System.Net;

namespace ActiveRecording.Sip.Transports;

/// <summary>Where a message goes to or came from. A long request may go by TCP though its hop says UDP (RFC 3261 §18.1.1).</summary>
/// <param name="Transport">The transport.</param>
/// <param name="Remote">The peer's address.</param>
/// <param name="Flow">The connection or bound socket to use; null for any. A flow that is gone is replaced by a new one.</param>
public sealed record SipHop(SipTransport Transport, IPEndPoint Remote, long? Flow = null)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Transport.ToToken()} {Remote}";
}
