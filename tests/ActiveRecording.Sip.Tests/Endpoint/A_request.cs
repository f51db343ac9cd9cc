using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Sip.Tests.Endpoint;

public sealed class A_request : TwoParties
{
    [Fact]
    public void Is_answered()
    {
        Alice.Send(SipMethod.Info, Bob);
        Run(10);
        Bob.Answer(200);
        Run(60_000);

        Assert.Equal("200", Alice.Told);
        Assert.Equal("INFO", Bob.Told);
        Assert.Single(SentAt("INFO"));
    }

    [Fact]
    public void Is_sent_again_at_most_every_4_seconds_until_32_seconds_have_passed()
    {
        Lost = (_, _) => true;

        Alice.Send(SipMethod.Bye, Bob);
        Run(40_000);

        Assert.Equal([0, 500, 1_500, 3_500, 7_500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500], SentAt("BYE"));
        Assert.Equal("timeout", Alice.Told);
    }

    [Fact]
    public void Is_sent_again_every_4_seconds_after_a_provisional_response()
    {
        Alice.Send(SipMethod.Bye, Bob);
        Run(10);
        Bob.Answer(100);
        Run(11_000);

        Assert.Equal([0, 500, 4_500, 8_500], SentAt("BYE"));
        Assert.Equal("BYE", Bob.Told);
    }

    [Fact]
    public void Has_its_lost_answer_repeated_when_it_comes_again()
    {
        Lost = (word, seen) => word == "200" && seen < 2;

        Alice.Send(SipMethod.Bye, Bob);
        Run(100);
        Bob.Answer(200);
        Run(60_000);

        Assert.Equal("200", Alice.Told);
        Assert.Equal("BYE", Bob.Told);
        Assert.Equal([0, 500, 1_500], SentAt("BYE"));
        Assert.Equal([100, 500, 1_500], SentAt("200"));
    }

    [Fact]
    public void That_is_never_answered_is_forgotten()
    {
        Alice.Send(SipMethod.Info, Bob);
        Run(33_000);
        Bob.Answer(200);
        Run(10);

        Assert.Equal("timeout", Alice.Told);
        Assert.Contains(Bob.Log.All, line => line.Text.Contains("no use for 200", StringComparison.Ordinal));
    }

    [Fact]
    public void That_came_by_another_path_before_is_refused_with_482()
    {
        var request = Alice.Request(SipMethod.Options, Bob);
        Alice.Endpoint.Send(request, Bob.Hop(), Alice);
        Alice.Endpoint.Send(request, Bob.Hop(), Alice);
        Run(10);

        Assert.Equal("OPTIONS", Bob.Told);
        Assert.Equal("482", Alice.Told);
    }

    [Fact]
    public void Repeated_after_a_crash_with_its_old_branch_meets_its_old_answer()
    {
        var request = Alice.Request(SipMethod.Info, Bob);
        var id = Alice.Endpoint.Send(request, Bob.Hop(), Alice);
        Run(10);
        Bob.Answer(200);
        Run(10_000);
        Assert.Equal(id, Alice.Endpoint.Send(request, Bob.Hop(), Alice, id.Branch));
        Run(10);

        Assert.Equal("INFO", Bob.Told);
        Assert.Equal("200 200", Alice.Told);
    }

    [Fact]
    public void Leaves_with_a_via_of_its_endpoint_and_arrives_with_its_source()
    {
        var request = Alice.Request(SipMethod.Options, Bob);
        var id = Alice.Endpoint.Send(request, Bob.Hop(), Alice);
        Run(10);

        var via = Bob.Requests[0].Request.TopVia;
        Assert.Empty(request.Vias);
        Assert.Equal(("UDP", "127.0.0.1", 5070, id.Branch), (via.Transport, via.Host, via.Port, via.Branch));
        Assert.Equal(("127.0.0.1", 5070), (via.Received, via.Rport));
        Assert.Equal(new SipHop(SipTransport.Udp, Alice.Endpoint.Udp[0], -1), Bob.Requests[0].From);
    }

    [Fact]
    public void Towards_a_name_goes_nowhere()
    {
        Assert.False(Alice.Endpoint.TryResolve(SipUri.Parse("sip:bob@example.com"), out _));
        Assert.False(Alice.Endpoint.TryResolve(SipUri.Parse("sips:bob@127.0.0.1"), out _));
        Assert.False(Alice.Endpoint.TryResolve(SipUri.Parse("sip:bob@127.0.0.1;transport=sctp"), out _));
        Assert.False(Alice.Endpoint.TryResolve(SipUri.Parse("tel:+1"), out _));
        Assert.True(Alice.Endpoint.TryResolve(SipUri.Parse("sip:bob@LOCALHOST;transport=TCP"), out var hop));
        Assert.Equal("TCP 127.0.0.1:5060", hop.ToString());
        Assert.True(Alice.Endpoint.TryResolve(SipUri.Parse("sip:bob@[::1]:5061"), out hop));
        Assert.Equal("UDP [::1]:5061", hop.ToString());
    }
}
