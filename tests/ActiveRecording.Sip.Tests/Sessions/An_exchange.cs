using System.Text.Json;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Sessions;

namespace ActiveRecording.Sip.Tests.Sessions;

/// <summary>
/// Conversations: <c>us</c> or <c>peer</c>, a method or a status with its method (<c>200/INVITE</c>), <c>rel</c> for a reliable
/// response, <c>sdp</c> for a session description. After the arrow: who waits for an answer, who has an INVITE open.
/// </summary>
public sealed class An_exchange
{
    [Theory]
    // RFC 3261 §13.2.1: offer in INVITE, answer in 2xx; an unreliable 1xx only shows it.
    [InlineData("us INVITE sdp -> us/us", "peer 183/INVITE sdp -> us/us", "peer 200/INVITE sdp -> -/us", "us ACK -> -/-")]
    [InlineData("peer INVITE sdp -> peer/peer", "us 183/INVITE sdp -> peer/peer", "us 200/INVITE sdp -> -/peer", "peer ACK -> -/-")]
    // Offer in 2xx, answer in ACK.
    [InlineData("us INVITE -> -/us", "peer 180/INVITE -> -/us", "peer 200/INVITE sdp -> peer/us", "us ACK sdp -> -/-")]
    [InlineData("peer INVITE -> -/peer", "us 200/INVITE sdp -> us/peer", "peer ACK sdp -> -/-")]
    // RFC 3262 §5: answer in a reliable 1xx; the 2xx may repeat it.
    [InlineData("us INVITE sdp -> us/us", "peer 183/INVITE rel sdp -> -/us", "us PRACK -> -/us", "peer 200/PRACK -> -/us", "peer 200/INVITE sdp -> -/us", "us ACK -> -/-")]
    // Offer in a reliable 1xx, answer in PRACK.
    [InlineData("peer INVITE -> -/peer", "us 183/INVITE rel sdp -> us/peer", "peer PRACK sdp -> -/peer", "us 200/PRACK -> -/peer", "us 200/INVITE sdp -> -/peer", "peer ACK -> -/-")]
    [InlineData("us INVITE -> -/us", "peer 183/INVITE rel sdp -> peer/us", "us PRACK sdp -> -/us", "peer 200/INVITE -> -/us", "us ACK -> -/-")]
    // A new offer in PRACK, answered in its 2xx or refused.
    [InlineData("us INVITE sdp -> us/us", "peer 183/INVITE rel sdp -> -/us", "us PRACK sdp -> us/us", "peer 200/PRACK sdp -> -/us")]
    [InlineData("peer INVITE sdp -> peer/peer", "us 183/INVITE rel sdp -> -/peer", "peer PRACK sdp -> peer/peer", "us 488/PRACK -> -/peer")]
    // RFC 3311 §5: UPDATE, during an INVITE and outside of one.
    [InlineData("us INVITE sdp -> us/us", "peer 183/INVITE rel sdp -> -/us", "peer UPDATE sdp -> peer/us", "us 200/UPDATE sdp -> -/us", "peer 200/INVITE -> -/us", "us ACK -> -/-")]
    [InlineData("us UPDATE sdp -> us/-", "peer 100/UPDATE -> us/-", "peer 491/UPDATE -> -/-")]
    [InlineData("us UPDATE -> -/-", "peer 200/UPDATE -> -/-")]
    // RFC 3261 §14.1: what is refused leaves the session as it was.
    [InlineData("us INVITE sdp -> us/us", "peer 488/INVITE -> -/-")]
    [InlineData("peer INVITE -> -/peer", "us 183/INVITE rel sdp -> us/peer", "us 487/INVITE -> -/-")]
    [InlineData("us INVITE sdp -> us/us", "peer 183/INVITE rel sdp -> -/us", "us UPDATE sdp -> us/us", "peer 500/INVITE -> us/-", "peer 200/UPDATE sdp -> -/-")]
    // Peers that owe an answer and never give it.
    [InlineData("us INVITE sdp -> us/us", "peer 200/INVITE -> -/us", "us ACK -> -/-")]
    [InlineData("peer INVITE -> -/peer", "us 200/INVITE sdp -> us/peer", "peer ACK -> -/-")]
    [InlineData("us UPDATE sdp -> us/-", "peer 200/UPDATE -> -/-")]
    // What belongs to no exchange, or comes once more.
    [InlineData("us INVITE sdp -> us/us", "us INFO sdp -> us/us", "peer 200/INFO sdp -> us/us", "peer 200/INVITE sdp -> -/us", "us ACK -> -/-", "peer 200/INVITE sdp -> -/-", "us ACK -> -/-")]
    [InlineData("peer INVITE sdp -> peer/peer", "peer CANCEL -> peer/peer", "peer BYE -> peer/peer", "us 487/INVITE -> -/-")]
    public void Goes_from_offer_to_answer(params string[] lines)
    {
        var state = OfferAnswerState.Initial;
        foreach (var line in lines)
        {
            state = Say(state, line.Split(" -> ")[0]);

            Assert.Equal(line, $"{line.Split(" -> ")[0]} -> {Show(state.Offerer)}/{Show(state.Inviter)}");
        }
    }

    [Fact]
    public void Is_the_same_after_a_restart()
    {
        var state = Say(Say(OfferAnswerState.Initial, "us INVITE"), "peer 200/INVITE sdp");

        Assert.Equal(state, JsonSerializer.Deserialize<OfferAnswerState>(JsonSerializer.Serialize(state)));
    }

    internal static OfferAnswerState Say(OfferAnswerState state, string line)
    {
        var words = line.Split(' ');
        var message = Message(words[1], [.. words[2..]]);
        return words[0] == "us" ? OfferAnswerModel.Sent(state, message) : OfferAnswerModel.Received(state, message);
    }

    internal static SipMessage Message(string word, IReadOnlyList<string> more)
    {
        var headers = more.Contains("rel") ? "Require: 100rel | RSeq: 1" : "";
        SipMessage message = word.Split('/') is [var status, var method]
            ? Refreshes.Response(int.Parse(status), headers, cseq: $"1 {method}")
            : Refreshes.Request(headers, word);
        if (more.Contains("sdp")) message.SetBody(ContentType.Sdp, "v=0"u8.ToArray());
        return message;
    }

    private static string Show(Side? side) => side switch { Side.Us => "us", Side.Peer => "peer", _ => "-" };
}
