using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.Calls;

/// <summary>
/// Hold in an anchored call (RFC 3264 §8.4): a party negotiates with its media leg, and the far party is told by a
/// re-INVITE what directions are left, so that it can say so and stop sending.
/// </summary>
internal static class Holding
{
    /// <summary>What a party is willing to do with a stream, whatever the other one allows.</summary>
    public static Direction WishOf(Leg party, int stream)
    {
        if (party is not Leg.Open { Wanted: { } wanted } || wanted.Media.ElementAtOrDefault(stream) is not { } media)
            return Direction.SendRecv;
        return DirectionOf(wanted, media);
    }

    /// <summary>A description as a party is to get it: no more directions than the far party is willing to.</summary>
    public static SessionDescription Within(this SessionDescription description, Leg farParty) => description with
    {
        Media =
        [
            .. description.Media.Select((media, stream) => media.IsActive
                ? media.WithDirection(description.DirectionOf(media).And(WishOf(farParty, stream)))
                : media),
        ],
    };

    /// <summary>
    /// What a party was last sent, with the directions that both parties leave now; null if it needs to be told nothing.
    /// </summary>
    public static SessionDescription? Due(Turn turn, LegId party)
    {
        if (turn.Legs[party] is not Leg.Open { Local: { } local, Remote: { } remote, Astray: false } own) return null;
        var far = turn.Legs[party.Opposite()];
        if (far is not Leg.Open) return null;
        var media = local.Media.Select((stream, index) => Towards(stream, index)).ToList();
        return media.Zip(local.Media).All(pair => ReferenceEquals(pair.First, pair.Second)) ? null : local with { Media = media };

        MediaDescription Towards(MediaDescription stream, int index)
        {
            if (!stream.IsActive || remote.Media.ElementAtOrDefault(index) is not { IsActive: true } theirs) return stream;
            var due = WishOf(own, index).Reversed().And(WishOf(far, index));
            return local.DirectionOf(stream).And(DirectionOf(remote, theirs).Reversed()) == due ? stream : stream.WithDirection(due);
        }
    }

    /// <summary>What a party wants after an answer of its: only the answer to an offer without limits tells.</summary>
    public static SessionDescription? After(SessionDescription? before, SessionDescription? offered, SessionDescription? answer) =>
        answer is null || (offered is not null && offered.Media.Any(IsLimited(offered))) ? before : answer;

    /// <summary>A stream's direction; one that has nowhere to be sent to is held as RFC 2543 did it.</summary>
    private static Direction DirectionOf(SessionDescription description, MediaDescription media) =>
        description.ConnectionOf(media) is { IsNowhere: true }
            ? description.DirectionOf(media).And(Direction.SendOnly)
            : description.DirectionOf(media);

    /// <summary>What a party wants after an offer of its; one that repeats what holds says nothing new.</summary>
    public static SessionDescription? After(Leg.Open party, SessionDescription? offer) =>
        offer is null || (party.Remote is { } remote && offer.SameMedia(remote)) ? party.Wanted : offer;

    private static Func<MediaDescription, bool> IsLimited(SessionDescription description) =>
        media => media.IsActive && description.DirectionOf(media) != Direction.SendRecv;
}
