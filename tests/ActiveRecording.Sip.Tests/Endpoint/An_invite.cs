using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Tests.Endpoint;

public sealed class An_invite : TwoParties
{
    [Fact]
    public void Is_answered_and_acknowledged()
    {
        Alice.Send(SipMethod.Invite, Bob);
        Run(10);
        Bob.Answer(180);
        Run(10);
        Bob.Answer(200);
        Run(60_000);

        Assert.Equal("180 200", Alice.Told);
        Assert.Equal("INVITE ACK", Bob.Told);
        Assert.Single(SentAt("200"));
    }

    [Fact]
    public void Is_answered_100_by_the_endpoint_when_its_user_takes_its_time()
    {
        Alice.Send(SipMethod.Invite, Bob);
        Run(1_000);

        Assert.Equal("100", Alice.Told);
        Assert.Equal([200], SentAt("100"));
    }

    [Fact]
    public void Is_sent_again_after_twice_as_long_each_time_until_32_seconds_have_passed()
    {
        Lost = (_, _) => true;

        Alice.Send(SipMethod.Invite, Bob);
        Run(40_000);

        Assert.Equal([0, 500, 1_500, 3_500, 7_500, 15_500, 31_500], SentAt("INVITE"));
        Assert.Equal("timeout", Alice.Told);
    }

    [Fact]
    public void Is_shown_once_however_often_it_arrives()
    {
        Lost = (word, seen) => word == "100" && seen < 3;

        Alice.Send(SipMethod.Invite, Bob);
        Run(10_000);

        Assert.Equal("INVITE", Bob.Told);
        Assert.Equal("100", Alice.Told);
        Assert.Equal([0, 500, 1_500, 3_500], SentAt("INVITE"));
    }

    [Fact]
    public void That_is_refused_is_acknowledged_by_the_endpoint()
    {
        Alice.Send(SipMethod.Invite, Bob);
        Run(10);
        Bob.Answer(486);
        Run(60_000);

        Assert.Equal("486", Alice.Told);
        Assert.Equal("INVITE", Bob.Told);
        Assert.Single(SentAt("ACK"));
        Assert.Single(SentAt("486"));
    }

    [Fact]
    public void Has_its_refusal_repeated_until_the_ack_arrives()
    {
        Lost = (word, seen) => word == "ACK" && seen < 3;

        Alice.Send(SipMethod.Invite, Bob);
        Run(100);
        Bob.Answer(486);
        Run(60_000);

        Assert.Equal([100, 600, 1_600, 3_600], SentAt("486"));
        Assert.Equal("486", Alice.Told);
    }

    [Fact]
    public void Has_its_refusal_repeated_at_most_every_4_seconds_for_32_seconds()
    {
        Lost = (word, _) => word == "486";

        Alice.Send(SipMethod.Invite, Bob);
        Run(300);
        Bob.Answer(486);
        Run(60_000);

        Assert.Equal([300, 800, 1_800, 3_800, 7_800, 11_800, 15_800, 19_800, 23_800, 27_800, 31_800], SentAt("486"));
    }

    [Fact]
    public void Has_its_answer_repeated_until_the_ack_arrives()
    {
        Lost = (word, seen) => word == "ACK" && seen < 2;

        Alice.Send(SipMethod.Invite, Bob);
        Run(100);
        Bob.Answer(200);
        Run(60_000);

        Assert.Equal([100, 600, 1_600], SentAt("200"));
        Assert.Equal("200 200 200", Alice.Told);
        Assert.Equal("INVITE ACK", Bob.Told);
    }

    [Fact]
    public void Whose_answer_is_never_acknowledged_is_reported_after_32_seconds()
    {
        Alice.Acknowledges = false;

        Alice.Send(SipMethod.Invite, Bob);
        Run(100);
        Bob.Answer(200);
        Run(60_000);

        Assert.Equal("INVITE ack-missing", Bob.Told);
        Assert.Equal([100, 600, 1_600, 3_600, 7_600, 11_600, 15_600, 19_600, 23_600, 27_600, 31_600], SentAt("200"));
    }

    [Fact]
    public void Whose_caller_hangs_up_instead_of_acknowledging_misses_no_ACK()
    {
        Alice.Acknowledges = false;

        Alice.Send(SipMethod.Invite, Bob);
        Run(100);
        Bob.Answer(200);
        Run(100);
        var bye = Alice.Request(SipMethod.Bye, Bob);
        (bye.CallId, bye.To, bye.From) = (Alice.Responses[0].CallId, Alice.Responses[0].To, Alice.Responses[0].From);
        Alice.Endpoint.Send(bye, Bob.Hop(), Alice);
        Run(60_000);

        Assert.Equal("INVITE BYE", Bob.Told);
        Assert.Equal(11, SentAt("200").Count());
    }

    [Fact]
    public void Passed_on_by_a_proxy_has_its_answer_sent_once()
    {
        Alice.Acknowledges = false;

        Alice.Send(SipMethod.Invite, Bob);
        Run(100);
        var (id, request, _) = Bob.Requests[0];
        var response = request.CreateResponse(200, toTag: "t");
        response.Contact = new(SipUri.Parse("sip:127.0.0.1:5080"));
        Bob.Endpoint.Forward(id, response);
        Run(60_000);

        Assert.Single(SentAt("200"));
        Assert.Equal("INVITE", Bob.Told);
    }

    [Fact]
    public void Answered_by_two_forks_is_answered_twice()
    {
        Alice.Send(SipMethod.Invite, Bob);
        Run(10);
        Bob.Answer(200, response => response.To = response.To.WithTag("one"));
        Bob.Answer(200, response => response.To = response.To.WithTag("two"));
        Run(60_000);

        Assert.Equal(["one", "two"], Alice.Responses.Select(response => response.To.Tag));
        Assert.Equal(["one", "two"], Bob.Acks.Select(ack => ack.To.Tag));
    }

    [Fact]
    public void Answered_twice_keeps_its_first_refusal()
    {
        Alice.Send(SipMethod.Invite, Bob);
        Run(10);
        Bob.Answer(486);
        Bob.Answer(603);
        Run(10);

        Assert.Equal("486", Alice.Told);
    }
}
