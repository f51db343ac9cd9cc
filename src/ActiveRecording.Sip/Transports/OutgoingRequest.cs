using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Transports;

/// <summary>A request with this endpoint's Via on top, written once for all its repetitions.</summary>
/// <param name="Request">Not to be changed any more.</param>
/// <param name="Bytes">As it goes on the wire.</param>
/// <param name="Hop">Where to.</param>
internal sealed record OutgoingRequest(SipRequest Request, byte[] Bytes, SipHop Hop)
{
    public static OutgoingRequest Of(SipRequest request, SipHop hop) => new(request, request.ToBytes(), hop);
}
