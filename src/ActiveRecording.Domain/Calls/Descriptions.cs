using System.Globalization;
using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.Calls;

/// <summary>The descriptions a call sends: rewritten only where it must.</summary>
internal static class Descriptions
{
    /// <summary>The port of a stream that has no address yet: discard.</summary>
    private const int NoPort = 9;

    /// <summary>What a caller without an offer is assumed to speak.</summary>
    private static readonly IReadOnlyList<PayloadFormat> UsualCodecs =
        [PayloadFormat.Pcmu, PayloadFormat.Pcma, PayloadFormat.TelephoneEvent];

    /// <summary>
    /// A description as this leg is sent it: its author is the switch, and its edition goes up when the media change
    /// (RFC 3264 §8).
    /// </summary>
    public static SessionDescription For(CallCreated call, Legs legs, LegId leg, SessionDescription description)
    {
        var address = description.Connection ?? description.Media.Select(m => m.Connection).FirstOrDefault(c => c is not null)
            ?? ConnectionAddress.Nowhere;
        var origin = new Origin("-", SessionId(call.Identity.ConnId, leg), 1, address);
        if (LocalOf(legs[leg]) is not { } last) return description.WithOrigin(origin);
        return last.SameMedia(description) ? last : description.WithOrigin(last.Origin.Next() with { Address = address });
    }

    /// <summary>The caller's codecs without an address: the first offer of the callee's media leg.</summary>
    public static SessionDescription Placeholder(SessionDescription? offer)
    {
        var media = offer is null
            ? [MediaDescription.Create("audio", NoPort, UsualCodecs, Direction.Inactive)]
            : offer.Media.Select(WithoutAddress).ToList();
        return SessionDescription.Create(default, ConnectionAddress.Nowhere, media);
    }

    /// <summary>The Media Server's address with the caller's directions: what an anchored callee is offered.</summary>
    public static SessionDescription OfferToCallee(
        SessionDescription? callersOffer, SessionDescription mediaLeg) => mediaLeg with
    {
        Media =
        [
            .. mediaLeg.Media.Select((media, index) => media.IsActive
                ? media.WithDirection(callersOffer?.Media.ElementAtOrDefault(index) is { } offered
                    ? callersOffer.DirectionOf(offered)
                    : Direction.SendRecv)
                : media),
        ],
    };

    /// <summary>
    /// The Media Server's address with the codecs that the far party chose, and no more directions than it allows, so that
    /// nothing needs transcoding.
    /// </summary>
    public static SessionDescription ThroughMedia(SessionDescription mediaLeg, SessionDescription farParty)
    {
        var restricted = mediaLeg.RestrictTo(farParty);
        return restricted with
        {
            Media =
            [
                .. restricted.Media.Select((media, index) => media.IsActive
                    ? media.WithDirection(restricted.DirectionOf(media).And(farParty.DirectionOf(farParty.Media[index])))
                    : media),
            ],
        };
    }

    /// <summary>The address of a new media leg for a party that has agreed on everything else already.</summary>
    public static SessionDescription MovedTo(SessionDescription mediaLeg, SessionDescription? farParty) =>
        farParty is null ? mediaLeg : mediaLeg.RestrictTo(farParty);

    /// <summary>Whether a description names the same addresses as the media leg's own, stream by stream.</summary>
    public static bool LeadsTo(this SessionDescription description, SessionDescription mediaLeg) => description.Media
        .Zip(mediaLeg.Media)
        .Where(pair => pair.First.IsActive && pair.Second.IsActive)
        .All(pair => pair.First.Port == pair.Second.Port
            && description.ConnectionOf(pair.First) == mediaLeg.ConnectionOf(pair.Second));

    /// <summary>What we last sent on a leg.</summary>
    public static SessionDescription? LocalOf(Leg leg) => leg switch
    {
        Leg.Open open => open.Local,
        Leg.Inviting inviting => inviting.Local,
        Leg.Invited invited => invited.Local,
        _ => null,
    };

    /// <summary>What it last agreed to or, before that, announced.</summary>
    public static SessionDescription? RemoteOf(Leg leg) => leg switch
    {
        Leg.Open open => open.Remote,
        Leg.Inviting inviting => inviting.Early,
        Leg.Invited invited => invited.Offer,
        _ => null,
    };

    /// <summary>62 bits of the connection and 2 of the leg, in decimal.</summary>
    private static string SessionId(string connId, LegId leg)
    {
        _ = ulong.TryParse(connId, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number);
        return (((number >> 4) << 2) | (uint)leg).ToString(CultureInfo.InvariantCulture);
    }

    private static MediaDescription WithoutAddress(MediaDescription media)
    {
        if (!media.IsActive) return media.Refused();
        if (!media.IsRtp) return media.Refused();
        var wishes = media.Attributes.Where(a => a.Name is "ptime" or "maxptime" or "rtcp-fb");
        var bare = MediaDescription.Create(media.Kind, NoPort, media.Payloads);
        bare = bare with { Protocol = media.Protocol, Attributes = [.. bare.Attributes, .. wishes] };
        return bare.WithDirection(Direction.Inactive);
    }
}
