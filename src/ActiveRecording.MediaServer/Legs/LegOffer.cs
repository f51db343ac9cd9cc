using System.Diagnostics.CodeAnalysis;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.MediaServer.Legs;

/// <summary>What an INVITE offers.</summary>
/// <param name="Description">Null if it has no body and wants our offer.</param>
/// <param name="Kinds">The kinds of media that can be relayed; audio is always among them.</param>
internal sealed record LegOffer(SessionDescription? Description, IReadOnlyList<string> Kinds)
{
    /// <summary>Reads an INVITE.</summary>
    /// <param name="invite">The first of a leg, or a later one.</param>
    /// <param name="offer">What it offers.</param>
    /// <param name="refusal">Else the response it deserves.</param>
    public static bool TryRead(
        SipRequest invite, [NotNullWhen(true)] out LegOffer? offer,
        [NotNullWhen(false)] out SipResponse? refusal)
    {
        (offer, refusal) = (null, null);
        if (invite.Body.IsEmpty) offer = new LegOffer(null, [LegDescriptions.Audio]);
        else if (invite.ContentType?.Is(SessionDescription.ContentType) != true)
            refusal = NoDescription(invite);
        else if (!SessionDescription.TryParse(invite.Body.Span, out var description))
            refusal = invite.CreateResponse(400, "Malformed Session Description");
        else offer = Of(description);

        if (offer is null) refusal ??= invite.CreateResponse(488, "No Audio To Relay");
        return offer is not null;
    }

    private static LegOffer? Of(SessionDescription description)
    {
        var kinds = LegDescriptions.KindsOf(LegDescriptions.Relayable(description));
        return kinds.Contains(LegDescriptions.Audio, StringComparer.Ordinal)
            ? new LegOffer(description, kinds)
            : null;
    }

    private static SipResponse NoDescription(SipRequest invite)
    {
        var response = invite.CreateResponse(415);
        response.Headers.Add(HeaderNames.Accept, SessionDescription.ContentType);
        return response;
    }
}
