using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Digest;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Rooms.Tests.SipServer;

public sealed class Bad_input
{
    private readonly SwitchWorld world = new();
    private readonly SipPeer phone;

    public Bad_input()
    {
        phone = new SipPeer(world, "1001", 5080);
        world.Register(world.Bob);
    }

    [Theory]
    [InlineData("7777", 404)]
    [InlineData("1002", 480)]
    [InlineData("9", 404)]
    public void Unknown_and_unregistered_numbers_are_told_apart(string number, int status) =>
        Assert.Equal(status, Call(number).StatusCode);

    [Fact]
    public void A_caller_that_is_nobody_is_refused()
    {
        var mallory = new SipPeer(world, "mallory", 5081);

        Assert.Equal(403, mallory.Send(mallory.Request(SipMethod.Invite, "1003")).StatusCode);
    }

    [Fact]
    public void A_wrong_password_is_refused()
    {
        var invite = phone.Request(SipMethod.Invite, "1003");
        var challenge = phone.Send(invite);
        Assert.Equal(401, challenge.StatusCode);

        var again = DigestClient.Authorize(invite, challenge, "1001", "wrong", "cnonce")!;

        Assert.Equal(403, phone.Send(again).StatusCode);
    }

    [Fact]
    public void Somebody_elses_password_is_refused()
    {
        var invite = phone.Request(SipMethod.Invite, "1003");
        var again = DigestClient.Authorize(invite, phone.Send(invite), "1003", SwitchWorld.Password, "cnonce")!;

        Assert.Equal(403, phone.Send(again).StatusCode);
    }

    [Fact]
    public void An_extension_that_must_be_understood_and_is_not_is_named()
    {
        var invite = phone.Request(SipMethod.Invite, "1003");
        invite.Headers.Add(HeaderNames.Require, "replaces, privacy");

        var response = phone.Send(invite);

        Assert.Equal(420, response.StatusCode);
        Assert.Equal(["replaces", "privacy"], response.Headers.All(HeaderNames.Unsupported));
    }

    [Fact]
    public void Another_kind_of_body_is_refused_with_what_would_be_accepted()
    {
        var invite = phone.Request(SipMethod.Invite, "1003");
        invite.SetBody("text/plain", "hello"u8.ToArray());

        var response = phone.Send(invite);

        Assert.Equal((415, "application/sdp"), (response.StatusCode, response.Headers.First(HeaderNames.Accept)));
    }

    [Fact]
    public void A_malformed_body_is_refused_with_the_reason()
    {
        var response = phone.Send(phone.Request(SipMethod.Invite, "1003", "v=0\r\nnonsense"));

        Assert.Equal((400, "Malformed Session Description"), (response.StatusCode, response.ReasonPhrase));
    }

    [Fact]
    public void A_request_that_went_too_far_is_refused()
    {
        var invite = phone.Request(SipMethod.Invite, "1003");
        invite.MaxForwards = 0;

        Assert.Equal(483, phone.Send(invite).StatusCode);
    }

    [Fact]
    public void An_offer_without_media_is_refused() =>
        Assert.Equal(488, Call("1003", SipPeer.Sdp.Replace("40000", "0")).StatusCode);

    [Fact]
    public void A_callee_without_a_common_codec_refuses() =>
        Assert.Equal(488, Call("1003", SipPeer.Sdp.Replace("0 8", "18")).StatusCode);

    [Theory]
    [InlineData("BYE", 481)]
    [InlineData("INFO", 481)]
    [InlineData("UPDATE", 481)]
    [InlineData("MESSAGE", 405)]
    [InlineData("SUBSCRIBE", 405)]
    [InlineData("FROBNICATE", 501)]
    [InlineData("OPTIONS", 200)]
    public void Other_methods_are_answered_outside_of_dialogs(string method, int status)
    {
        var response = phone.Send(phone.Request(new SipMethod(method), "1003"));

        Assert.Equal(status, response.StatusCode);
        if (status != 481) Assert.Contains("INVITE", response.Headers.All(HeaderNames.Allow));
    }

    [Theory]
    [InlineData("somebody-elses")]
    [InlineData("01AE904GK088LFQD2CGB02LAES0000EP.a.0123456789ABCDEF")]
    public void Unknown_dialogs_are_refused(string tag)
    {
        var bye = phone.Request(SipMethod.Bye, "1003");
        bye.To = bye.To.WithTag(tag);

        Assert.Equal(481, phone.Send(bye).StatusCode);
    }

    [Fact]
    public void Requests_in_a_dialog_keep_its_order_and_its_methods()
    {
        var invite = Authorized(phone.Request(SipMethod.Invite, "1003"));
        var dialog = phone.Acknowledge(invite, phone.Send(invite));

        Assert.Equal(405, InDialog(SipMethod.Message));
        Assert.Equal(489, InDialog(SipMethod.Notify));
        Assert.Equal(200, InDialog(SipMethod.Info));
        Assert.Equal(200, InDialog(SipMethod.Options));
        var (_, late) = Dialog.CreateRequest(dialog with { LocalCSeq = 0 }, SipMethod.Bye);
        Assert.Equal(500, phone.Send(late).StatusCode);
        Assert.Equal(200, InDialog(SipMethod.Bye));
        Assert.Equal(481, InDialog(SipMethod.Bye));

        int InDialog(SipMethod method)
        {
            (dialog, var request) = Dialog.CreateRequest(dialog, method);
            return phone.Send(request).StatusCode;
        }
    }

    private SipRequest Authorized(SipRequest invite) =>
        DigestClient.Authorize(invite, phone.Send(invite), "1001", SwitchWorld.Password, "cnonce")!;

    private SipResponse Call(string number, string sdp = SipPeer.Sdp)
    {
        var invite = phone.Request(SipMethod.Invite, number, sdp);
        return phone.Send(Authorized(invite));
    }
}
