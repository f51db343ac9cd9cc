using System.Text;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Tests.Messages;

public sealed class A_received_invite
{
    private readonly SipRequest invite = Samples.Request(Samples.Invite);

    [Fact]
    public void Gives_its_structure()
    {
        Assert.Equal(SipMethod.Invite, invite.Method);
        Assert.Equal("1003", invite.RequestUri.User);
        Assert.Equal("127.0.0.1", invite.RequestUri.Host);
        Assert.Equal(5060, invite.RequestUri.Port);
        Assert.Equal("udp", invite.RequestUri.Parameters["Transport"]);
        Assert.Equal("z9hG4bKnashds8", invite.TopVia.Branch);
        Assert.True(invite.TopVia.WantsRport);
        Assert.Equal(70, invite.MaxForwards);
        Assert.True(invite.Routes.Single().Uri.Parameters.Contains("lr"));
        Assert.Equal("Bob", invite.To.DisplayName);
        Assert.Null(invite.To.Tag);
        Assert.Equal("Alice, \"A\"", invite.From.DisplayName);
        Assert.Equal("1928301774", invite.From.Tag);
        Assert.Equal("a84b4c76e66710@pc33", invite.CallId);
        Assert.Equal(new CSeq(314159, SipMethod.Invite), invite.CSeq);
        Assert.Equal("60", invite.Contact!.Parameters["expires"]);
        Assert.True(invite.ContentType!.Is("application/sdp"));
        Assert.Equal("01AE904GK088LFQD2CGB02LAES0000EP", invite.Headers.First("x-genesys-calluuid"));
        Assert.Equal("v=0\r\n", Encoding.UTF8.GetString(invite.Body.Span));
    }

    [Fact]
    public void Is_written_as_it_came()
    {
        Assert.Equal(Samples.Invite, invite.ToString());
    }

    [Fact]
    public void Is_answered_with_what_must_be_repeated()
    {
        invite.Headers.Add(HeaderNames.RecordRoute, "<sip:127.0.0.1:5160;lr>");

        var ringing = invite.CreateResponse(180, toTag: "b");

        Assert.Equal(
            "SIP/2.0 180 Ringing\r\n" +
            "Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bKnashds8;rport\r\n" +
            "From: \"Alice, \\\"A\\\"\" <sip:1001@127.0.0.1>;tag=1928301774\r\n" +
            "To: Bob <sip:1003@127.0.0.1>;tag=b\r\n" +
            "Call-ID: a84b4c76e66710@pc33\r\n" +
            "CSeq: 314159 INVITE\r\n" +
            "Record-Route: <sip:127.0.0.1:5160;lr>\r\n" +
            "Content-Length: 0\r\n\r\n",
            ringing.ToString());
        Assert.Equal("b", ringing.To.Tag);
    }
}
