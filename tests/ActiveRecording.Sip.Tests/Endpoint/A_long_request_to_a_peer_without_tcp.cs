using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.Sip.Tests.Endpoint;

public sealed class A_long_request_to_a_peer_without_tcp() : TwoParties(alice: A_long_request.WithTcp, bob: WithRoom)
{
    [Theory]
    [InlineData("INVITE")]
    [InlineData("OPTIONS")]
    public void Goes_by_udp_after_all(string method)
    {
        var id = Send(method);
        Run(10);
        Bob.Answer(486);
        Run(40_000);

        var via = Bob.Requests[0].Request.TopVia;
        Assert.Equal(("UDP", id.Branch), (via.Transport, via.Branch));
        Assert.Equal("486", Alice.Told);
        Assert.Equal([1], SentAt(method));
    }

    [Fact]
    public void Is_repeated_by_udp_as_any_other()
    {
        Lost = (word, seen) => word == "OPTIONS" && seen < 2;

        Send("OPTIONS");
        Run(5_000);

        Assert.Equal([1, 501, 1_501, 3_501], SentAt("OPTIONS"));
    }

    [Fact]
    public void Goes_straight_by_udp_for_ten_minutes()
    {
        Send("OPTIONS");
        Run(10);
        Bob.Answer(200);
        Run(599_000);
        Send("OPTIONS");
        Run(10);
        Bob.Answer(200);
        Run(10_000);
        Send("OPTIONS");
        Run(100);

        Assert.Equal([1, 599_010, 609_021], SentAt("OPTIONS"));
    }

    [Fact]
    public void Is_not_sent_by_udp_once_it_is_cancelled()
    {
        var id = Send("INVITE");
        Alice.Endpoint.Cancel(id);
        Run(40_000);

        Assert.Equal("failed", Alice.Told);
        Assert.Empty(SentAt("INVITE"));
    }

    private static SipEndpointOptions WithRoom(SipEndpointOptions options) => options with { Limits = new() { MaxBodyBytes = 65_535 } };

    private ClientTransactionId Send(string method) =>
        Alice.Endpoint.Send(A_long_request.Sized(Alice.Endpoint, new(method), 2_000), Bob.Hop(), Alice);
}
