using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Tests.Endpoint;

public sealed class A_cancel : TwoParties
{
    [Fact]
    public void Ends_an_invite_that_rings()
    {
        var invite = Alice.Send(SipMethod.Invite, Bob);
        Run(10);
        Bob.Answer(180);
        Run(10);
        Alice.Endpoint.Cancel(invite, "SIP;cause=200");
        Run(60_000);

        Assert.Equal("180 487", Alice.Told);
        Assert.Equal("INVITE CANCEL", Bob.Told);
        Assert.Single(SentAt("CANCEL"));
        Assert.Single(SentAt("ACK"));
    }

    [Fact]
    public void Ends_a_re_invite_that_nothing_comes_of()
    {
        var invite = Alice.Request(SipMethod.Invite, Bob);
        invite.Headers.Set(HeaderNames.To, $"{invite.To};tag=party");
        Alice.Endpoint.Send(invite, Bob.Hop(), Alice);
        Run(10);
        Bob.Answer(180);
        Run(20_000);
        Bob.Answer(180);
        Run(60_000);

        Assert.Equal([52_011], SentAt("CANCEL"));
        Assert.Equal("180 180 487", Alice.Told);
    }

    [Fact]
    public void Waits_for_a_provisional_response()
    {
        var invite = Alice.Send(SipMethod.Invite, Bob);
        Alice.Endpoint.Cancel(invite);
        Run(1_000);

        Assert.Equal([201], SentAt("CANCEL"));
        Assert.Equal("100 487", Alice.Told);
    }

    [Fact]
    public void Changes_nothing_when_it_crosses_the_answer()
    {
        var invite = Alice.Send(SipMethod.Invite, Bob);
        Run(10);
        Bob.Answer(180);
        Run(10);
        Alice.Endpoint.Cancel(invite);
        Bob.Answer(200);
        Run(60_000);

        Assert.Equal("180 200", Alice.Told);
        Assert.Equal("INVITE ACK", Bob.Told);
        Assert.Single(SentAt("CANCEL"));
    }

    [Fact]
    public void That_nobody_heeds_ends_the_invite_after_32_seconds()
    {
        Lost = (word, _) => word == "CANCEL";

        var invite = Alice.Send(SipMethod.Invite, Bob);
        Run(10);
        Bob.Answer(180);
        Run(10);
        Alice.Endpoint.Cancel(invite);
        Run(40_000);

        Assert.Equal("180 timeout", Alice.Told);
    }

    [Fact]
    public void That_is_lost_is_sent_again()
    {
        Lost = (word, seen) => word == "CANCEL" && seen == 0;

        var invite = Alice.Send(SipMethod.Invite, Bob);
        Run(10);
        Bob.Answer(180);
        Run(10);
        Alice.Endpoint.Cancel(invite);
        Run(60_000);

        Assert.Equal([20, 520], SentAt("CANCEL"));
        Assert.Equal("180 487", Alice.Told);
    }

    [Fact]
    public void Of_nothing_is_answered_481()
    {
        var cancel = Alice.Request(SipMethod.Cancel, Bob);
        Alice.Endpoint.Send(cancel, Bob.Hop(), Alice);
        Run(10);

        Assert.Equal("481", Alice.Told);
        Assert.Equal("", Bob.Told);
    }
}
