using System.Net;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Sip.Tests.Endpoint;

public sealed class A_stream() : TwoParties(tcp: true, bob: options => options with { Limits = new() { MaxBodyBytes = 100, MaxHeaderBytes = 1_000 } })
{
    [Theory]
    [InlineData(16_384)]
    [InlineData(7)]
    [InlineData(1)]
    public void Carries_a_call_in_pieces_of_any_size(int pieceBytes)
    {
        Simulator.Network.StreamPieceBytes = pieceBytes;

        Alice.Send(SipMethod.Invite, Bob, SipTransport.Tcp);
        Run(10);
        Bob.Answer(180);
        Bob.Answer(200);
        Run(60_000);

        Assert.Equal("180 200", Alice.Told);
        Assert.Equal("INVITE ACK", Bob.Told);
        Assert.Equal("TCP", Bob.Requests[0].Request.TopVia.Transport);
    }

    [Fact]
    public void Is_used_again_in_both_directions()
    {
        Alice.Send(SipMethod.Options, Bob, SipTransport.Tcp);
        Run(10);
        Bob.Answer(200);
        Run(10);
        var (_, _, from) = Bob.Requests[0];
        Bob.Endpoint.Send(Bob.Request(SipMethod.Info, Alice), from, Bob);
        Run(10);
        Alice.Answer(200);
        Run(10);

        Assert.Equal("OPTIONS 200", Bob.Told);
        Assert.Equal(Bob.Endpoint.Tcp[0], Alice.Requests[0].From.Remote);
    }

    [Fact]
    public void That_cannot_be_made_fails_the_request_at_once()
    {
        Alice.Endpoint.Send(Alice.Request(SipMethod.Invite, Bob), new(SipTransport.Tcp, new(IPAddress.Loopback, 9)), Alice);
        Run(10);

        Assert.Equal("failed", Alice.Told);
    }

    [Fact]
    public void That_is_lost_fails_what_waits_for_an_answer()
    {
        Alice.Send(SipMethod.Invite, Bob, SipTransport.Tcp);
        Run(10);
        Bob.Dispose();
        Run(10);

        Assert.Equal("failed", Alice.Told);
    }

    [Fact]
    public void That_is_gone_is_replaced_for_the_answer_by_one_to_the_via()
    {
        using var stranger = Stranger();
        using var listener = Simulator.Network.Listen(new(IPAddress.Loopback, 5098), _ => stranger);
        stranger.Send(Endpoint.Stranger.Request("OPTIONS", via: "TCP 127.0.0.1:5098"));
        Run(10);
        stranger.Dispose();
        Run(10);
        Bob.Answer(200);
        Run(10);

        Assert.Equal("SIP/2.0 200 OK", Assert.Single(stranger.StartLines));
    }

    [Fact]
    public void Without_a_byte_for_ten_minutes_is_closed()
    {
        using var stranger = Stranger();
        Run(TimeSpan.FromMinutes(9).TotalMilliseconds);
        stranger.Send("\r\n\r\n");
        Run(TimeSpan.FromMinutes(10).TotalMilliseconds);
        Assert.False(stranger.IsClosed);

        Run(TimeSpan.FromMinutes(11).TotalMilliseconds);

        Assert.True(stranger.IsClosed);
    }

    [Fact]
    public void Answers_a_ping_with_a_pong()
    {
        using var stranger = Stranger();
        stranger.Send("\r\n\r\n");
        Run(10);

        Assert.Equal("\r\n", stranger.Received);
    }

    [Theory]
    [InlineData("Content-Length: 101\r\n", "SIP/2.0 413")]
    [InlineData("Content-Length: 99999999999\r\n", "SIP/2.0 413")]
    [InlineData("", "SIP/2.0 400 Missing Content-Length")]
    [InlineData("l: 0\r\nContent-Length: 1\r\n", "SIP/2.0 400")]
    [InlineData("Content-Length: -1\r\n", "SIP/2.0 400")]
    public void That_cannot_be_read_on_is_closed_after_an_answer(string length, string answer)
    {
        using var stranger = Stranger();
        stranger.Send(Endpoint.Stranger.Request("INFO", length, via: "TCP 127.0.0.1:5099"));
        Run(10);

        Assert.StartsWith(answer, Assert.Single(stranger.StartLines), StringComparison.Ordinal);
        Assert.True(stranger.IsClosed);
    }

    [Fact]
    public void Whose_header_never_ends_is_closed()
    {
        using var stranger = Stranger();
        stranger.Send("INFO sip:bob@127.0.0.1 SIP/2.0\r\nX: " + new string('x', 2_000));
        Run(10);

        Assert.True(stranger.IsClosed);
        Assert.Equal("", Bob.Told);
    }

    [Fact]
    public void Goes_on_after_a_malformed_message_that_could_be_cut_out()
    {
        using var stranger = Stranger();
        stranger.Send(Endpoint.Stranger.Request("INFO", "CSeq: x\r\nContent-Length: 0\r\n", via: "TCP 127.0.0.1:5099"));
        stranger.Send(Endpoint.Stranger.Request("OPTIONS", via: "TCP 127.0.0.1:5099"));
        Run(10);

        Assert.StartsWith("SIP/2.0 400", Assert.Single(stranger.StartLines), StringComparison.Ordinal);
        Assert.Equal("OPTIONS", Bob.Told);
    }

    private Stranger Stranger()
    {
        var stranger = new Stranger(Simulator, Bob.Endpoint.Tcp[0], tcp: true);
        Run(10);
        return stranger;
    }
}
