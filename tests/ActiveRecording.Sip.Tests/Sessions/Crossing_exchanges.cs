using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Sessions;

namespace ActiveRecording.Sip.Tests.Sessions;

public sealed class Crossing_exchanges
{
    // RFC 3261 §14.2, RFC 3262 §5, RFC 3311 §5.2: what was said, what the peer says now, what it is answered.
    [Theory]
    [InlineData("", "INVITE sdp", GlareVerdict.Go)]
    [InlineData("", "UPDATE sdp", GlareVerdict.Go)]
    [InlineData("us INVITE sdp", "INVITE sdp", GlareVerdict.Pending)]
    [InlineData("us INVITE sdp", "INVITE", GlareVerdict.Pending)]
    [InlineData("us INVITE sdp, peer 200/INVITE sdp", "INVITE sdp", GlareVerdict.Pending)]
    [InlineData("us INVITE sdp, peer 200/INVITE sdp, us ACK", "INVITE sdp", GlareVerdict.Go)]
    [InlineData("us UPDATE sdp", "INVITE sdp", GlareVerdict.Pending)]
    [InlineData("us UPDATE", "INVITE sdp", GlareVerdict.Go)]
    [InlineData("peer INVITE sdp", "INVITE sdp", GlareVerdict.TooEarly)]
    [InlineData("peer INVITE sdp, us 200/INVITE sdp", "INVITE sdp", GlareVerdict.TooEarly)]
    [InlineData("peer INVITE sdp, us 488/INVITE", "INVITE sdp", GlareVerdict.Go)]
    [InlineData("peer UPDATE sdp", "INVITE sdp", GlareVerdict.TooEarly)]
    [InlineData("us INVITE sdp", "UPDATE sdp", GlareVerdict.Pending)]
    [InlineData("us INVITE sdp", "UPDATE", GlareVerdict.Go)]
    [InlineData("us UPDATE sdp", "UPDATE sdp", GlareVerdict.Pending)]
    [InlineData("us INVITE sdp, peer 183/INVITE rel sdp", "UPDATE sdp", GlareVerdict.Go)]
    [InlineData("us INVITE sdp, peer 183/INVITE rel sdp, us PRACK sdp", "UPDATE sdp", GlareVerdict.Pending)]
    [InlineData("peer INVITE sdp", "UPDATE sdp", GlareVerdict.TooEarly)]
    [InlineData("peer INVITE sdp", "UPDATE", GlareVerdict.Go)]
    [InlineData("peer INVITE sdp, us 183/INVITE rel sdp", "UPDATE sdp", GlareVerdict.Go)]
    [InlineData("peer UPDATE", "UPDATE", GlareVerdict.TooEarly)]
    [InlineData("peer UPDATE, us 200/UPDATE", "UPDATE", GlareVerdict.Go)]
    [InlineData("peer INVITE, us 183/INVITE rel sdp", "PRACK sdp", GlareVerdict.Go)]
    [InlineData("peer INVITE sdp, us 183/INVITE rel", "PRACK sdp", GlareVerdict.TooEarly)]
    [InlineData("peer INVITE sdp, us 183/INVITE rel sdp, us UPDATE sdp", "PRACK sdp", GlareVerdict.Pending)]
    [InlineData("peer INVITE sdp, us 183/INVITE rel", "PRACK", GlareVerdict.Go)]
    [InlineData("us INVITE sdp", "BYE", GlareVerdict.Go)]
    [InlineData("us INVITE sdp", "INFO sdp", GlareVerdict.Go)]
    public void Are_refused_as_the_rfcs_say(string said, string request, GlareVerdict verdict)
    {
        var words = request.Split(' ');

        Assert.Equal(verdict, Glare.Judge(After(said), (SipRequest)An_exchange.Message(words[0], words[1..])));
    }

    // RFC 3261 §14.1, RFC 3262 §5, RFC 3311 §5.1.
    [Theory]
    [InlineData("", "INVITE", true, true)]
    [InlineData("us INVITE sdp", "INVITE", true, false)]
    [InlineData("us INVITE sdp, peer 200/INVITE sdp", "INVITE", true, false)]
    [InlineData("peer INVITE sdp, us 200/INVITE sdp", "INVITE", false, false)]
    [InlineData("peer INVITE sdp, us 200/INVITE sdp, peer ACK", "INVITE", false, true)]
    [InlineData("us UPDATE sdp", "INVITE", true, false)]
    [InlineData("us INVITE sdp", "UPDATE", true, false)]
    [InlineData("us INVITE sdp", "UPDATE", false, true)]
    [InlineData("us UPDATE", "UPDATE", false, false)]
    [InlineData("us INVITE sdp, peer 183/INVITE rel", "PRACK", true, false)]
    [InlineData("us INVITE sdp, peer 183/INVITE rel", "PRACK", false, true)]
    [InlineData("us INVITE sdp, peer 183/INVITE rel sdp", "PRACK", true, true)]
    [InlineData("us INVITE, peer 183/INVITE rel sdp", "PRACK", true, true)]
    [InlineData("us INVITE sdp", "BYE", false, true)]
    public void Are_not_begun_by_this_end(string said, string method, bool withSession, bool expected) =>
        Assert.Equal(expected, Glare.MaySend(After(said), new(method), withSession));

    [Theory]
    [InlineData(GlareVerdict.Pending, 7, 491, null)]
    [InlineData(GlareVerdict.TooEarly, 7, 500, "7")]
    [InlineData(GlareVerdict.TooEarly, ulong.MaxValue, 500, "4")]
    public void Get_491_or_500_with_a_time_to_retry(GlareVerdict verdict, ulong random, int status, string? retryAfter)
    {
        var refusal = Glare.Refuse(Refreshes.Request(), verdict, random);

        Assert.Equal((status, retryAfter), (refusal.StatusCode, refusal.Headers.First(HeaderNames.RetryAfter)));
    }

    [Theory]
    [InlineData(true, 0, 2_100)]
    [InlineData(true, 190, 4_000)]
    [InlineData(true, 191, 2_100)]
    [InlineData(false, 0, 0)]
    [InlineData(false, 200, 2_000)]
    [InlineData(false, 201, 0)]
    public void Are_tried_again_later_by_whoever_chose_the_call_id(bool ownsCallId, ulong random, int expectedMs) =>
        Assert.Equal(TimeSpan.FromMilliseconds(expectedMs), Glare.RetryDelay(ownsCallId, random));

    private static OfferAnswerState After(string said) => said.Length == 0
        ? OfferAnswerState.Initial
        : said.Split(", ").Aggregate(OfferAnswerState.Initial, An_exchange.Say);
}
