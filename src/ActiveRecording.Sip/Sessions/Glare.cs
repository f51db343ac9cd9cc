using System.Globalization;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Mime;

namespace ActiveRecording.Sip.Sessions;

/// <summary>What a request that would begin an exchange is to be answered.</summary>
public enum GlareVerdict
{
    /// <summary>It is in order.</summary>
    Go,

    /// <summary>491 Request Pending: it crosses one of ours.</summary>
    Pending,

    /// <summary>500 with Retry-After: the peer did not wait for our answer to one of its own.</summary>
    TooEarly,
}

/// <summary>Exchanges that cross (RFC 3261 §14, RFC 3311 §5.2). Pure; chance is handed in.</summary>
public static class Glare
{
    private const int StepMs = 10;

    /// <summary>What the peer's INVITE, UPDATE or PRACK is to be answered; other methods are always in order.</summary>
    public static GlareVerdict Judge(OfferAnswerState state, SipRequest request) => request.Method.Name switch
    {
        "INVITE" when state.Inviter == Side.Peer => GlareVerdict.TooEarly,
        "INVITE" when state.Inviter == Side.Us => GlareVerdict.Pending,
        "INVITE" => JudgeOffer(state),
        "UPDATE" when state.UpdateReceived => GlareVerdict.TooEarly,
        "UPDATE" when request.HasSession => JudgeOffer(state),
        "PRACK" when request.HasSession && !IsAnswer(state) => JudgeOffer(state),
        _ => GlareVerdict.Go,
    };

    /// <summary>Whether this end may send now (RFC 3261 §14.1, RFC 3262 §5, RFC 3311 §5.1).</summary>
    /// <param name="state">The dialog.</param>
    /// <param name="method">Any method.</param>
    /// <param name="withSession">Whether it is to carry a session description.</param>
    public static bool MaySend(OfferAnswerState state, SipMethod method, bool withSession) => method.Name switch
    {
        "INVITE" => state.Inviter is null && state.Offerer is null,
        "UPDATE" => !state.UpdateSent && (!withSession || state.Offerer is null),
        "PRACK" => !withSession || state.Offerer is null || state is { Offerer: Side.Peer, Carrier: OfferCarrier.Invite },
        _ => true,
    };

    /// <summary>The refusal of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="verdict">Not <see cref="GlareVerdict.Go"/>.</param>
    /// <param name="random">Any number; a Retry-After of 0 to 10 s follows from it (RFC 3261 §14.2).</param>
    public static SipResponse Refuse(SipRequest request, GlareVerdict verdict, ulong random)
    {
        if (verdict == GlareVerdict.Pending) return request.CreateResponse(491);
        var refusal = request.CreateResponse(500);
        refusal.Headers.Set(HeaderNames.RetryAfter, (random % 11).ToString(CultureInfo.InvariantCulture));
        return refusal;
    }

    /// <summary>
    /// How long to wait after a 491 before trying again, in steps of 10 ms (RFC 3261 §14.1): 2.1 to 4 s if this end chose the
    /// Call-ID, 0 to 2 s if the peer did.
    /// </summary>
    /// <param name="ownsCallId">Whether this end began the dialog.</param>
    /// <param name="random">Any number.</param>
    public static TimeSpan RetryDelay(bool ownsCallId, ulong random) =>
        TimeSpan.FromMilliseconds(ownsCallId ? 2_100 + StepMs * (int)(random % 191) : StepMs * (int)(random % 201));

    private static GlareVerdict JudgeOffer(OfferAnswerState state) => state.Offerer switch
    {
        Side.Us => GlareVerdict.Pending,
        Side.Peer => GlareVerdict.TooEarly,
        _ => GlareVerdict.Go,
    };

    /// <summary>Whether a PRACK carries the answer to the offer in our reliable response.</summary>
    private static bool IsAnswer(OfferAnswerState state) => state is { Offerer: Side.Us, Carrier: OfferCarrier.Invite, Inviter: Side.Peer };
}
