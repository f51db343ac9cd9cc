using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Tests.Endpoint;

/// <summary>RFC 3262 §3: 1xx that is repeated until a PRACK comes. Alice asks for it, Bob does it.</summary>
public sealed class A_reliable_response : TwoParties
{
    public A_reliable_response()
    {
        Bob.OnRequest = (id, request) =>
        {
            if (request.Method == SipMethod.Prack) Bob.Endpoint.Respond(id, request.CreateResponse(200));
        };
    }

    [Fact]
    public void Is_numbered_and_acknowledged_by_prack()
    {
        Invite();
        Ring(183);
        Run(60_000);

        var ringing = Alice.Responses[0];
        Assert.True(ringing.IsReliable);
        var number = Assert.IsType<uint>(ringing.RSeq);
        Assert.InRange(number, 1u, (uint)int.MaxValue);
        Assert.Equal("183 200", Alice.Told);
        Assert.Equal("INVITE PRACK", Bob.Told);
        Assert.Equal(new RAck(number, 1, SipMethod.Invite), Bob.Requests[1].Request.RAck);
        Assert.Equal(new CSeq(2, SipMethod.Prack), Bob.Requests[1].Request.CSeq);
        Assert.Single(SentAt("183"));
    }

    [Fact]
    public void Is_repeated_after_twice_as_long_each_time_and_shown_once()
    {
        Lost = (word, seen) => word == "PRACK" && seen < 3;

        Invite();
        Ring(180);
        Run(60_000);

        Assert.Equal([10, 510, 1_510, 3_510], SentAt("180"));
        Assert.Equal("180 200", Alice.Told);
    }

    [Fact]
    public void Never_acknowledged_ends_the_invite_with_504()
    {
        Alice.Acknowledges = false;

        Invite();
        Ring(180);
        Run(60_000);

        Assert.Equal([10, 510, 1_510, 3_510, 7_510, 15_510, 31_510], SentAt("180"));
        Assert.Equal([32_010], SentAt("504"));
        Assert.Equal("180 504", Alice.Told);
        Assert.Equal("INVITE prack-missing", Bob.Told);
    }

    [Fact]
    public void Is_not_acknowledged_by_another_number_nor_twice()
    {
        Alice.Acknowledges = false;
        Invite();
        Ring(180);
        var ringing = Alice.Responses[0];
        Alice.SendPrack(ringing, prack => prack.RAck = new(ringing.RSeq!.Value + 1, 1, SipMethod.Invite));
        Run(600);
        Alice.SendPrack(ringing);
        Run(10);
        Alice.SendPrack(ringing);
        Run(10_000);

        Assert.Equal("180 481 200 481", Alice.Told);
        Assert.Equal("INVITE PRACK", Bob.Told);
        Assert.Equal([10, 510], SentAt("180"));
    }

    [Fact]
    public void Waits_for_the_one_before()
    {
        Alice.Acknowledges = false;
        Invite();
        Ring(180);
        Ring(183);
        Assert.Empty(SentAt("183"));

        Alice.SendPrack(Alice.Responses[0]);
        Run(10);

        Assert.Equal("180 200 183", Alice.Told);
        Assert.Equal(Alice.Responses[0].RSeq + 1, Alice.Responses[2].RSeq);
    }

    [Theory]
    [InlineData(200, true, "183 200 200")]
    [InlineData(200, false, "183 200")]
    [InlineData(486, true, "183 486")]
    public void Holds_an_answer_back_only_if_it_carries_a_session_description(int status, bool withSession, string expected)
    {
        Alice.Acknowledges = false;
        Invite();
        Ring(183, withSession);
        Bob.Answer(status);
        Run(100);
        Assert.Equal(withSession && status == 200 ? [] : [20], SentAt($"{status}"));
        Alice.Acknowledges = true;

        if (withSession && status == 200) Alice.SendPrack(Alice.Responses[0]);
        Run(100);

        Assert.Equal(expected, Alice.Told);
    }

    [Fact]
    public void Holds_an_answer_back_until_its_prack_is_answered()
    {
        Bob.OnRequest = null;
        Invite();
        Ring(183, withSession: true);
        var (invite, request, _) = Bob.Requests[0];
        var answer = request.CreateResponse(200, toTag: "party");
        answer.Contact = new(Bob.Endpoint.Contact("party", Alice.Hop()));
        Bob.Endpoint.Respond(invite, answer);
        Run(100);
        Assert.Equal("183", Alice.Told);

        Bob.Answer(200);
        Run(100);

        Assert.Equal("183 200 200", Alice.Told);
        Assert.Equal([SipMethod.Prack, SipMethod.Invite], Alice.Responses[1..].Select(response => response.CSeq.Method));
    }

    [Fact]
    public void Is_an_ordinary_one_to_a_peer_that_knows_nothing_of_it()
    {
        Alice.Send(SipMethod.Invite, Bob);
        Run(10);
        Ring(180);
        Run(10_000);

        Assert.Equal("180", Alice.Told);
        Assert.False(Alice.Responses[0].IsReliable);
        Assert.False(Alice.Responses[0].Headers.Contains(HeaderNames.Require));
    }

    [Fact]
    public void Is_what_an_invite_gets_that_requires_it()
    {
        Invite(HeaderNames.Require);
        Bob.Answer(180);
        Run(10_000);

        Assert.Equal("INVITE PRACK", Bob.Told);
        Assert.True(Alice.Responses[0].IsReliable);
    }

    [Fact]
    public void That_is_cancelled_is_not_repeated_any_more()
    {
        Alice.Acknowledges = false;
        var id = Invite();
        Ring(180);
        Alice.Endpoint.Cancel(id);
        Run(60_000);

        Assert.Equal("180 487", Alice.Told);
        Assert.Single(SentAt("180"));
    }

    [Fact]
    public void That_comes_again_or_too_early_is_not_shown()
    {
        Invite();
        foreach (var number in (uint[])[5, 7, 5, 6, 4, 7])
        {
            var (id, request, from) = Bob.Requests[0];
            var response = request.CreateResponse(183, $"{number}", "party");
            response.Contact = new(Bob.Endpoint.Contact("party", from));
            response.AddRequired(OptionTags.Reliable);
            response.RSeq = number;
            Bob.Endpoint.Forward(id, response);
        }

        Run(10);

        Assert.Equal(["5", "6", "7"], Alice.Responses.Where(response => response.StatusCode == 183).Select(response => response.ReasonPhrase));
    }

    [Fact]
    public void Comes_through_a_proxy_as_often_as_it_is_sent()
    {
        using var proxy = new Party(Simulator, Party.Listening(5090) with { IsProxy = true }) { Acknowledges = false };
        var invite = proxy.Request(SipMethod.Invite, Bob);
        invite.AddSupported(OptionTags.Reliable);
        proxy.Endpoint.Send(invite, Bob.Hop(), proxy);
        Run(10);
        Ring(180);
        Run(2_000);

        Assert.Equal("180 180 180", proxy.Told);
    }

    private Sip.Transactions.ClientTransactionId Invite(string header = HeaderNames.Supported)
    {
        var invite = Alice.Request(SipMethod.Invite, Bob);
        invite.Headers.Add(header, OptionTags.Reliable);
        var id = Alice.Endpoint.Send(invite, Bob.Hop(), Alice);
        Run(10);
        return id;
    }

    private void Ring(int status, bool withSession = false)
    {
        Bob.Answer(status, response =>
        {
            response.AddRequired(OptionTags.Reliable);
            if (withSession) response.SetBody(ContentType.Sdp, "v=0"u8.ToArray());
        });
        Run(10);
    }
}
