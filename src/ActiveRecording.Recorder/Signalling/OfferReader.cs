using System.Diagnostics.CodeAnalysis;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Recorder.Signalling;

/// <summary>Reads the offer out of an INVITE.</summary>
internal static class OfferReader
{
    /// <summary>
    /// Reads it; true and null when there is none: the offer is delayed to the response (RFC 3261 §13.2.1).
    /// </summary>
    public static bool TryRead(
        SipRequest request, out SessionDescription? offer, [NotNullWhen(false)] out Refusal? refusal)
    {
        offer = null;
        refusal = null;
        if (request.Body.IsEmpty) return true;
        if (request.ContentType?.Is(SessionDescription.ContentType) != true)
            refusal = new Refusal(415, "Only application/sdp is understood");
        else if (!SessionDescription.TryParse(request.Body.Span, out offer))
            refusal = new Refusal(400, "The session description is malformed");
        return refusal is null;
    }
}
