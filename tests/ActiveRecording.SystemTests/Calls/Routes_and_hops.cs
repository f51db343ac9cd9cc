using ActiveRecording.Sdp;
using ActiveRecording.Simulation.Flows;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Digest;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>How requests travel: by proxies, over TCP when they are long, and not for ever.</summary>
public sealed class Routes_and_hops : IDisposable
{
    private const string Proxy = "127.0.0.1:5097";
    private readonly House house = new();
    private readonly HandPeer carol;

    public Routes_and_hops() => carol = house.Peer("carol");

    [Theory]
    [InlineData($"<sip:{Proxy};lr>", "routed-loosely")]
    [InlineData($"<sip:{Proxy}>", "routed-strictly")]
    public void The_proxy_of_the_callee_stays_in_between(string recordRoute, string flow)
    {
        var (dave, proxy) = (house.Peer("dave"), house.Peer("erin"));
        var accept = dave.Answer;
        dave.Answer = request =>
        {
            var response = accept(request)!;
            if (request.Method == SipMethod.Invite) response.Headers.Add(HeaderNames.RecordRoute, recordRoute);
            return response;
        };
        house.Connect(carol, dave);
        house.HangUp(carol);

        AssertRouted(proxy.Last(SipMethod.Ack), dave.Number, recordRoute);
        AssertRouted(proxy.Last(SipMethod.Bye), dave.Number, recordRoute);
        Assert.DoesNotContain(dave.Requests, r => r.Method == SipMethod.Bye);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Theory]
    [InlineData($"<sip:{Proxy};lr>", "routed-loosely-to-the-caller")]
    [InlineData($"<sip:{Proxy}>", "routed-strictly-to-the-caller")]
    public void The_proxy_of_the_caller_stays_in_between(string recordRoute, string flow)
    {
        var (dave, proxy) = (house.Peer("dave"), house.Peer("erin"));
        var invite = carol.Invite(dave.Number, carol.Sdp());
        invite.Headers.Add(HeaderNames.RecordRoute, recordRoute);
        Assert.Contains(recordRoute, carol.Send(invite).Headers.All(HeaderNames.RecordRoute));
        house.RunFor(0.5);
        house.HangUp(dave);

        AssertRouted(proxy.Last(SipMethod.Bye), carol.Number, recordRoute);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Fact]
    public void A_phone_is_invited_by_the_proxy_it_registered_through()
    {
        const string path = $"<sip:{Proxy};lr>";
        var (_, proxy) = (house.Peer("dave"), house.Peer("erin"));
        var unaware = Register(proxy, "1004", (HeaderNames.Path, path));
        Assert.Equal((420, "path"), (unaware.StatusCode, unaware.Headers.First(HeaderNames.Unsupported)));
        var aware = Register(proxy, "1004", (HeaderNames.Path, path), (HeaderNames.Supported, OptionTags.Path));
        Assert.Equal((200, path), (aware.StatusCode, aware.Headers.First(HeaderNames.Path)));

        Assert.Equal(200, carol.Send(carol.Invite("1004", carol.Sdp())).StatusCode);
        house.RunFor(0.5);
        house.HangUp(carol);

        var invite = proxy.Last(SipMethod.Invite);
        Assert.Equal(("sip:1004@127.0.0.1:5099", path), ($"{invite.RequestUri}", invite.Headers.First(HeaderNames.Route)));
        Assert.Empty(proxy.Last(SipMethod.Bye).Routes);
        GoldenFlow.Verify("registered-through-a-proxy", house.Ladder());
    }

    [Theory]
    [InlineData(true, "TCP", "long-request-over-tcp")]
    [InlineData(false, "UDP", "long-request-to-a-peer-without-tcp")]
    public void A_long_request_goes_by_TCP_if_it_can(bool tcp, string transport, string flow)
    {
        var dave = house.Peer("dave", tcp);

        // More than fits one datagram on most paths, sent as one all the same: it is taken in whole.
        Assert.Equal(200, carol.Send(carol.Invite(dave.Number, carol.Sdp(Direction.SendRecv, ManyFormats()))).StatusCode);
        var received = dave.Last(SipMethod.Invite);
        Assert.True(received.ToBytes().Length > 1_300);
        Assert.Equal(transport, received.TopVia.Transport);
        house.RunFor(0.5);
        house.HangUp(carol);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Fact]
    public void A_call_that_goes_round_comes_to_an_end()
    {
        var dave = house.Peer("dave");
        dave.Answer = request =>
        {
            if (request.Method != SipMethod.Invite) return request.Method == SipMethod.Ack ? null : dave.Response(request, 200);
            dave.Post(Forwarded(dave, request));
            return null;
        };
        var invite = carol.Invite(dave.Number, carol.Sdp());
        invite.Headers.Set(HeaderNames.MaxForwards, "4");
        carol.Post(invite);
        house.RunFor(0.5);

        Assert.Equal([3, 1], dave.Requests.Where(r => r.Method == SipMethod.Invite).Select(r => r.MaxForwards!.Value));
        Assert.Equal(483, dave.Responses[^1].StatusCode);
        foreach (var waiting in dave.Requests.Where(r => r.Method == SipMethod.Invite).Reverse().ToList())
        {
            dave.Respond(waiting, dave.Response(waiting, 483));
            house.RunFor(0.1);
        }

        Assert.Equal(502, carol.Responses[^1].StatusCode);
        house.RunFor(1);
        Assert.Equal(0, house.SipServer.Calls);
        GoldenFlow.Verify("gone-round", house.Ladder());
    }

    public void Dispose() => house.Dispose();

    private static PayloadFormat[] ManyFormats() =>
        [PayloadFormat.Pcmu, .. Enumerable.Range(96, 30).Select(type => new PayloadFormat(type, new CodecName("wide-band-codec", 8_000 + type)))];

    /// <summary>A phone at a port that nobody can send to registers.</summary>
    private static SipResponse Register(HandPeer proxy, string number, params (string Name, string Value)[] headers)
    {
        var phone = new NameAddress(SipUri.Create(number, "127.0.0.1"));
        var register = NewRequest.Create(
            SipMethod.Register, SipUri.Parse("sip:127.0.0.1:5060"), phone.WithTag("p"), phone, proxy.Endpoint.NewCallId());
        register.Headers.Add(HeaderNames.Contact, $"<sip:{number}@127.0.0.1:5099>");
        foreach (var (name, value) in headers) register.Headers.Add(name, value);
        return proxy.Send(DigestClient.Authorize(register, proxy.Send(register), number, House.Password, "cnonce")!);
    }

    private static SipRequest Forwarded(HandPeer peer, SipRequest request)
    {
        var again = peer.Invite(peer.Number, peer.Sdp());
        again.Headers.Set(HeaderNames.MaxForwards, $"{request.MaxForwards - 1}");
        return again;
    }

    /// <summary>RFC 3261 §12.2.1.1: a loose router keeps the target in the request line, a strict one wants to be there.</summary>
    private static void AssertRouted(SipRequest request, string number, string recordRoute)
    {
        var isLoose = recordRoute.Contains(";lr", StringComparison.Ordinal);
        Assert.Equal(isLoose ? number : null, request.RequestUri.User);
        var route = Assert.Single(request.Routes);
        Assert.Equal(isLoose ? null : number, route.Uri.User);
    }
}
