namespace ActiveRecording.Sip.Sessions;

/// <summary>The ends of a dialog.</summary>
public enum Side
{
    /// <summary>This end.</summary>
    Us,

    /// <summary>The other end.</summary>
    Peer,
}

/// <summary>What an offer travels with.</summary>
public enum OfferCarrier
{
    /// <summary>INVITE, its responses and its ACK (RFC 3261 §13.2.1).</summary>
    Invite,

    /// <summary>PRACK and its response (RFC 3262 §5).</summary>
    Prack,

    /// <summary>UPDATE and its response (RFC 3311 §5).</summary>
    Update,
}

/// <summary>The offer/answer exchange of one dialog, early or not; enumerations and flags only, so that it can be journalled.</summary>
/// <param name="Offerer">Who waits for an answer; null when nobody does.</param>
/// <param name="Carrier">What the open offer came with; of no meaning without one.</param>
/// <param name="Inviter">Whose INVITE is neither refused nor acknowledged yet; null if there is none.</param>
/// <param name="InviteOffered">Whether that INVITE has had its offer, in itself or in a response.</param>
/// <param name="UpdateSent">Whether an UPDATE of ours waits for its response.</param>
/// <param name="UpdateReceived">Whether an UPDATE of the peer waits for our response.</param>
public sealed record OfferAnswerState(
    Side? Offerer, OfferCarrier Carrier, Side? Inviter, bool InviteOffered, bool UpdateSent, bool UpdateReceived)
{
    /// <summary>Before anything was said.</summary>
    public static OfferAnswerState Initial { get; } = new(null, OfferCarrier.Invite, null, false, false, false);
}
