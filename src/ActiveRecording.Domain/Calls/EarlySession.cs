using System.Text.Json.Serialization;

namespace ActiveRecording.Domain.Calls;

/// <summary>How far offers and answers have come between a party's INVITE and its final response (RFC 3262 §5, RFC 3311 §5.1).</summary>
/// <param name="Agreed">The offer of the INVITE has its answer, reliably: either side may offer anew.</param>
/// <param name="Exchange">The offer that waits for an answer, if any: with PRACK, UPDATE or a reliable provisional response.</param>
public sealed record EarlySession(bool Agreed, Exchange Exchange)
{
    /// <summary>Nothing but the INVITE's own offer, if it has one.</summary>
    public static EarlySession None { get; } = new(false, new Exchange.Settled());

    /// <summary>Nothing outstanding.</summary>
    public static EarlySession Done { get; } = new(true, new Exchange.Settled());

    /// <summary>Whether either side may offer now.</summary>
    [JsonIgnore]
    public bool IsOpen => Agreed && Exchange is Exchange.Settled;

    /// <summary>The same with an offer under way.</summary>
    public EarlySession With(Exchange exchange) => this with { Exchange = exchange };

    /// <summary>What was offered and has no answer yet; null for nothing.</summary>
    [JsonIgnore]
    public Sdp.SessionDescription? Sent => (Exchange as Exchange.Sent)?.Offer;
}

/// <summary>Legs whose INVITE has no final response.</summary>
internal static class EarlyLegs
{
    /// <summary>Null once the dialog is confirmed, and before there is one.</summary>
    public static EarlySession? SessionOf(Leg leg) => leg switch
    {
        Leg.Invited invited => invited.Session,
        Leg.Inviting { Cancelled: false } inviting => inviting.Session,
        _ => null,
    };

    /// <summary>The offer or answer under way in a leg, early or not; null where there can be none.</summary>
    public static Exchange? ExchangeOf(Leg leg) => leg is Leg.Open open ? open.Exchange : SessionOf(leg)?.Exchange;

    /// <summary>An early leg after an event about it; null if that is none of an offer.</summary>
    public static Leg? After(Leg leg, CallEvent @event)
    {
        if (SessionOf(leg) is not { } session) return null;
        return @event switch
        {
            OfferSent e => With(leg, session.With(new Exchange.Sent(e.Sdp))),
            OfferReceived e => With(leg, session.With(new Exchange.Received(e.Sdp))),
            OfferRefused or OfferDeclined => With(leg, session.With(new Exchange.Settled())),
            OfferAccepted e => Agreed(leg, local: session.Sent, remote: e.Sdp),
            OfferAnswered e => Agreed(leg, local: e.Sdp, remote: e.Offer),
            _ => null,
        };
    }

    private static Leg With(Leg leg, EarlySession session) => leg switch
    {
        Leg.Invited invited => invited with { Session = session },
        Leg.Inviting inviting => inviting with { Session = session },
        _ => leg,
    };

    private static Leg Agreed(Leg leg, Sdp.SessionDescription? local, Sdp.SessionDescription? remote) => leg switch
    {
        Leg.Invited invited => new Leg.Invited(remote ?? invited.Offer, local ?? invited.Local) { Session = EarlySession.Done },
        Leg.Inviting inviting => inviting with
        {
            Local = local ?? inviting.Local, Early = remote ?? inviting.Early, Session = EarlySession.Done,
        },
        _ => leg,
    };
}
