using System.Text;
using System.Text.Json;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Sip.Tests.Dialogs;

public sealed class A_dialog
{
    private const string Common = "From: <sip:a@127.0.0.1>;tag=a\r\nCall-ID: c\r\n";

    private readonly SipRequest invite = Parse<SipRequest>(
        "INVITE sip:b@127.0.0.1:5060 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK1\r\n" + Common +
        "To: <sip:b@127.0.0.1>\r\nCSeq: 7 INVITE\r\nContact: <sip:a@127.0.0.1:5070>\r\n" +
        "Record-Route: <sip:p2@127.0.0.2;lr>\r\nRecord-Route: <sip:p1@127.0.0.1;lr>\r\n\r\n");

    [Fact]
    public void Of_the_caller_takes_tag_target_and_reversed_route_of_the_answer()
    {
        var dialog = Dialog.FromUac(invite, Response(200, "b"));

        Assert.Equal(
            new(
                "c", "a", "b", "sip:a@127.0.0.1", "sip:b@127.0.0.1", "sip:a@127.0.0.1:5070", "sip:b@127.0.0.9:5080",
                ["<sip:p1@127.0.0.1;lr>", "<sip:p2@127.0.0.2;lr>"], 7, null, Early: false, IsCaller: true),
            dialog);
    }

    [Fact]
    public void Of_the_callee_takes_tag_target_and_route_of_the_invite()
    {
        var dialog = Dialog.FromUas(invite, "b", SipUri.Parse("sip:b@127.0.0.9:5080"));

        Assert.Equal(
            new(
                "c", "b", "a", "sip:b@127.0.0.1", "sip:a@127.0.0.1", "sip:b@127.0.0.9:5080", "sip:a@127.0.0.1:5070",
                ["<sip:p2@127.0.0.2;lr>", "<sip:p1@127.0.0.1;lr>"], 0, 7, Early: false, IsCaller: false),
            dialog);
    }

    [Fact]
    public void Sends_its_next_request_along_loose_routes()
    {
        var (dialog, bye) = Dialog.CreateRequest(Dialog.FromUac(invite, Response(200, "b")), SipMethod.Bye);

        Assert.Equal(8u, dialog.LocalCSeq);
        Assert.Equal(
            "BYE sip:b@127.0.0.9:5080 SIP/2.0\r\nRoute: <sip:p1@127.0.0.1;lr>\r\nRoute: <sip:p2@127.0.0.2;lr>\r\n" +
            "Max-Forwards: 70\r\nFrom: <sip:a@127.0.0.1>;tag=a\r\nTo: <sip:b@127.0.0.1>;tag=b\r\nCall-ID: c\r\nCSeq: 8 BYE\r\n" +
            "Content-Length: 0\r\n\r\n",
            bye.ToString());
        Assert.Equal("sip:p1@127.0.0.1;lr", HopResolver.NextHop(bye).ToString());
        Assert.Equal("sip:p1@127.0.0.1;lr", Dialog.NextHop(dialog).ToString());
    }

    [Fact]
    public void Puts_a_strict_router_into_the_request_uri_and_the_target_last()
    {
        var strict = Dialog.FromUac(invite, Response(200, "b")) with { RouteSet = ["<sip:old@127.0.0.3>", "<sip:p2@127.0.0.2;lr>"] };

        var (_, bye) = Dialog.CreateRequest(strict, SipMethod.Bye);

        Assert.Equal("sip:old@127.0.0.3", bye.RequestUri.ToString());
        Assert.Equal(["<sip:p2@127.0.0.2;lr>", "<sip:b@127.0.0.9:5080>"], bye.Headers.All(HeaderNames.Route));
        Assert.Equal("sip:old@127.0.0.3", Dialog.NextHop(strict).ToString());
    }

    [Fact]
    public void Without_routes_goes_to_the_target()
    {
        var direct = Dialog.FromUac(invite, Response(200, "b")) with { RouteSet = RouteSet.Empty };

        Assert.Equal("sip:b@127.0.0.9:5080", Dialog.NextHop(direct).ToString());
    }

    [Fact]
    public void Acknowledges_with_the_number_of_the_invite()
    {
        var ack = Dialog.CreateAck(Dialog.FromUac(invite, Response(200, "b")), 7);

        Assert.Equal(new CSeq(7, SipMethod.Ack), ack.CSeq);
        Assert.Equal("b", ack.To.Tag);
        Assert.Equal(2, ack.Routes.Count);
    }

    [Fact]
    public void Is_another_one_for_each_fork()
    {
        var one = Dialog.FromUac(invite, Response(183, "one"));
        var two = Dialog.FromUac(invite, Response(183, "two"));

        Assert.True(one.Early);
        Assert.NotEqual(one.Id, two.Id);
        Assert.Equal(one.Id, Dialog.IdOf(Response(180, "one")));
    }

    [Fact]
    public void Is_confirmed_with_the_route_set_of_the_2xx()
    {
        var early = Dialog.FromUac(invite, Response(183, "b")) with { RouteSet = RouteSet.Empty, RemoteTarget = "sip:old@127.0.0.1" };

        var confirmed = Dialog.OnResponse(early, Response(200, "b"));

        Assert.Equal(Dialog.FromUac(invite, Response(200, "b")), confirmed);
    }

    [Fact]
    public void Keeps_its_route_set_and_moves_its_target_afterwards()
    {
        var dialog = Dialog.FromUac(invite, Response(200, "b")) with { RouteSet = RouteSet.Empty };

        var moved = Dialog.OnResponse(dialog, Response(200, "b", target: "sip:b@127.0.0.8"));

        Assert.Equal(dialog with { RemoteTarget = "sip:b@127.0.0.8" }, moved);
    }

    [Theory]
    [InlineData("INVITE", "sip:a@127.0.0.7")]
    [InlineData("UPDATE", "sip:a@127.0.0.7")]
    [InlineData("INFO", "sip:a@127.0.0.1:5070")]
    public void Takes_a_new_target_from_requests_that_refresh_it(string method, string target)
    {
        var dialog = Dialog.OnRequest(Callee(), FromPeer(8, method));

        Assert.Equal((8u, target), (dialog.RemoteCSeq, dialog.RemoteTarget));
    }

    [Theory]
    [InlineData(8, "BYE", DialogSequence.InSequence)]
    [InlineData(9, "BYE", DialogSequence.InSequence)]
    [InlineData(7, "BYE", DialogSequence.Repeated)]
    [InlineData(6, "BYE", DialogSequence.OutOfOrder)]
    [InlineData(7, "ACK", DialogSequence.InSequence)]
    public void Tells_new_requests_from_old_ones(uint number, string method, DialogSequence expected) =>
        Assert.Equal(expected, Dialog.SequenceOf(Callee(), FromPeer(number, method)));

    [Fact]
    public void Survives_being_stored()
    {
        var dialog = Dialog.FromUac(invite, Response(200, "b"));

        var stored = JsonSerializer.Serialize(dialog);

        Assert.Contains("[\"\\u003Csip:p1@127.0.0.1;lr\\u003E\",", stored, StringComparison.Ordinal);
        Assert.Equal(dialog, JsonSerializer.Deserialize<DialogState>(stored));
    }

    private DialogState Callee() => Dialog.FromUas(invite, "b", SipUri.Parse("sip:b@127.0.0.9:5080"));

    private static SipRequest FromPeer(uint number, string method) => Parse<SipRequest>(
        $"{method} sip:b@127.0.0.9:5080 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK2\r\n{Common}" +
        $"To: <sip:b@127.0.0.1>;tag=b\r\nCSeq: {number} {method}\r\nContact: <sip:a@127.0.0.7>\r\n\r\n");

    private SipResponse Response(int status, string tag, string target = "sip:b@127.0.0.9:5080")
    {
        var response = invite.CreateResponse(status, toTag: tag);
        response.Contact = new(SipUri.Parse(target));
        return response;
    }

    private static T Parse<T>(string text)
        where T : SipMessage
    {
        Assert.True(SipParser.TryParse(Encoding.UTF8.GetBytes(text), SipLimits.Default, out var message, out var error), error?.Reason);
        return Assert.IsType<T>(message);
    }
}
