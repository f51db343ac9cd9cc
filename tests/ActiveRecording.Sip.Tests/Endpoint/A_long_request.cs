using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Sip.Tests.Endpoint;

public sealed class A_long_request() : TwoParties(alice: WithTcp, bob: WithTcp)
{
    [Theory]
    [InlineData(1_300, "UDP")]
    [InlineData(1_301, "TCP")]
    public void Of_more_than_1300_bytes_goes_by_tcp_and_says_so_in_via(int bytes, string transport)
    {
        var id = SendLong(SipMethod.Options, bytes);
        Run(10);
        Bob.Answer(200);
        Run(10);

        var via = Bob.Requests[0].Request.TopVia;
        Assert.Equal((transport, "127.0.0.1", 5070, id.Branch), (via.Transport, via.Host, via.Port, via.Branch));
        Assert.Equal(transport, Bob.Requests[0].From.Transport.ToToken());
        Assert.Equal("200", Alice.Told);
    }

    [Fact]
    public void Takes_its_ack_and_its_cancel_along()
    {
        var id = SendLong(SipMethod.Invite);
        Run(10);
        Bob.Answer(180);
        Alice.Endpoint.Cancel(id);
        Run(40_000);

        Assert.Equal("180 487", Alice.Told);
        Assert.Equal("INVITE CANCEL", Bob.Told);
        Assert.Empty(SentAt("CANCEL"));
        Assert.Empty(SentAt("ACK"));
        Assert.Empty(SentAt("487"));
    }

    [Fact]
    public void Is_repeated_by_nobody_but_tcp()
    {
        SendLong(SipMethod.Options);
        Run(40_000);

        Assert.Equal("timeout", Alice.Told);
        Assert.Equal("OPTIONS", Bob.Told);
    }

    [Fact]
    public void Whose_connection_breaks_before_an_answer_goes_by_udp_and_is_recognised()
    {
        var id = SendLong(SipMethod.Options);
        Run(10);
        Break();
        Run(100);

        Assert.Equal("OPTIONS", Bob.Told);
        Assert.Single(SentAt("OPTIONS"));
        Assert.Equal(id.Branch, Bob.Requests[0].Id.Branch);
    }

    [Fact]
    public void Of_an_endpoint_without_tcp_goes_by_udp()
    {
        using var carol = new Party(Simulator, Party.Listening(5090));
        carol.Endpoint.Send(Sized(carol.Endpoint, SipMethod.Options, 5_000), Bob.Hop(), carol);
        Run(10);

        Assert.Equal("UDP", Bob.Requests[0].Request.TopVia.Transport);
    }

    [Fact]
    public void Goes_by_udp_where_that_is_configured()
    {
        using var carol = new Party(Simulator, WithTcp(Party.Listening(5090)) with { LongestDatagramRequest = 0 });
        carol.Endpoint.Send(Sized(carol.Endpoint, SipMethod.Options, 65_507), Bob.Hop(), carol);
        Run(10);

        Assert.Equal("UDP", Bob.Requests[0].Request.TopVia.Transport);
    }

    [Fact]
    public void That_fits_no_datagram_fails_at_once()
    {
        using var carol = new Party(Simulator, Party.Listening(5090));
        carol.Endpoint.Send(Sized(carol.Endpoint, SipMethod.Options, 65_508), Bob.Hop(), carol);
        Run(10);

        Assert.Equal("failed", carol.Told);
        Assert.Empty(SentAt("OPTIONS"));
    }

    [Fact]
    public void Without_a_transaction_goes_by_tcp_as_well()
    {
        Alice.Endpoint.SendStateless(Sized(Alice.Endpoint, SipMethod.Ack, 2_000), Bob.Hop());
        Run(10);

        Assert.Equal("TCP", Assert.Single(Bob.Acks).TopVia.Transport);
    }

    internal static SipEndpointOptions WithTcp(SipEndpointOptions options) => options with
    {
        Tcp = [.. options.Udp],
        Limits = new() { MaxBodyBytes = 65_535 },
    };

    /// <summary>A request that has so many bytes on the wire.</summary>
    internal static SipRequest Sized(SipEndpoint from, SipMethod method, int bytes)
    {
        const int PadHeader = 9; // "X-Pad: " and the end of its line.
        const int MostPadding = 20_000;
        var peer = SipUri.Parse("sip:peer@127.0.0.1:5080");
        var request = NewRequest.Create(method, peer, new NameAddress(peer).WithTag("a"), new(peer), from.NewCallId());
        if (bytes > MostPadding) request.SetBody("text/plain", new byte[bytes - MostPadding]);
        var via = new Via("UDP", "127.0.0.1", from.Udp[0].Port, from.NewBranch());
        var sent = request.Clone();
        sent.PushVia(via with { Parameters = via.Parameters.With("rport") });
        request.Headers.Add("X-Pad", new string('x', bytes - sent.ToBytes().Length - PadHeader));
        return request;
    }

    private ClientTransactionId SendLong(SipMethod method, int bytes = 2_000) =>
        Alice.Endpoint.Send(Sized(Alice.Endpoint, method, bytes), Bob.Hop(), Alice);

    /// <summary>Bytes that are no message make Bob close the connection.</summary>
    private void Break()
    {
        var broken = Alice.Request(SipMethod.Info, Bob);
        broken.SetBody("text/plain", new byte[65_000]);
        broken.Headers.Add("X-Long", new string('x', 40_000));
        Alice.Endpoint.Send(broken, Bob.Hop(SipTransport.Tcp), Alice);
    }
}
