using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Tests.Endpoint;

public sealed class Bad_input() : TwoParties(bob: options => options with
{
    Limits = new() { MaxBodyBytes = 100 },
    MaxServerTransactions = 3,
})
{
    [Theory]
    [InlineData("INVITE", "CSeq: x\r\nContent-Length: 0\r\n", "SIP/2.0 400")]
    [InlineData("INVITE", "Content-Length: many\r\n", "SIP/2.0 400")]
    [InlineData("OPTIONS", "Content-Length: 5\r\n", "SIP/2.0 400")]
    [InlineData("OPTIONS", "Contact: <sip\r\nContent-Length: 0\r\n", "SIP/2.0 400")]
    public void In_a_request_is_answered_400_with_a_reason(string method, string more, string answer)
    {
        using var stranger = Stranger();

        stranger.Send(Endpoint.Stranger.Request(method, more));
        Run(1_000);

        Assert.StartsWith(answer, Assert.Single(stranger.StartLines), StringComparison.Ordinal);
        Assert.Equal("", Bob.Told);
    }

    [Theory]
    [InlineData("SIP/2.0 200 OK\r\n\r\n")]
    [InlineData("SIP/2.0 20 OK\r\nVia: nonsense\r\n\r\n")]
    [InlineData("ACK sip:bob@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:5099;branch=z9hG4bKs\r\n\r\n")]
    [InlineData("OPTIONS sip:bob@127.0.0.1 SIP/2.0\r\n\r\n")]
    [InlineData("hello")]
    [InlineData("\r\n\r\n")]
    [InlineData("\0")]
    public void That_cannot_or_must_not_be_answered_is_met_with_silence(string bytes)
    {
        using var stranger = Stranger();

        stranger.Send(bytes);
        Run(1_000);

        Assert.Equal("", stranger.Received);
        Assert.Equal("", Bob.Told);
    }

    [Fact]
    public void Of_another_version_is_answered_505()
    {
        using var stranger = Stranger();

        stranger.Send(Endpoint.Stranger.Request("OPTIONS").Replace("127.0.0.1 SIP/2.0", "127.0.0.1 SIP/3.0", StringComparison.Ordinal));
        Run(1_000);

        Assert.StartsWith("SIP/2.0 505", Assert.Single(stranger.StartLines), StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_body_over_the_limit_is_answered_413()
    {
        using var stranger = Stranger();

        stranger.Send(Endpoint.Stranger.Request("INFO", "Content-Length: 101\r\n") + new string('x', 101));
        Run(1_000);

        Assert.StartsWith("SIP/2.0 413", Assert.Single(stranger.StartLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_the_acknowledgement_of_such_an_answer_from_the_user()
    {
        using var stranger = Stranger();

        stranger.Send(Endpoint.Stranger.Request("INVITE", "Content-Length: many\r\n"));
        Run(10);
        var tag = stranger.Received.Split("tag=")[2].Split("\r\n")[0];
        stranger.Send(Endpoint.Stranger.Request("ACK").Replace("To: <sip:bob@127.0.0.1>", $"To: <sip:bob@127.0.0.1>;tag={tag}", StringComparison.Ordinal));
        Run(10);

        Assert.Equal("", Bob.Told);
    }

    [Fact]
    public void In_the_form_of_too_many_requests_is_answered_503()
    {
        for (var i = 0; i < 4; i++) Alice.Send(SipMethod.Options, Bob);
        Run(10);

        Assert.Equal("OPTIONS OPTIONS OPTIONS", Bob.Told);
        Assert.Equal("503", Alice.Told);
        Assert.Equal("5", Alice.Responses[0].Headers.First(HeaderNames.RetryAfter));
    }

    [Fact]
    public void In_a_via_that_names_somebody_else_is_answered_to_its_source()
    {
        using var stranger = Stranger();

        stranger.Send(Endpoint.Stranger.Request("OPTIONS", via: "UDP victim.example.com:5099"));
        Run(10);
        Bob.Answer(200);
        Run(10);

        Assert.Contains("received=127.0.0.1", stranger.Received, StringComparison.Ordinal);
    }

    [Fact]
    public void From_a_peer_of_rfc_2543_is_no_bad_input()
    {
        using var stranger = Stranger();

        stranger.Send(Endpoint.Stranger.Request("INVITE", branch: "1"));
        stranger.Send(Endpoint.Stranger.Request("INVITE", branch: "1"));
        Run(10);
        Bob.Answer(486);
        Run(10);
        stranger.Send(Endpoint.Stranger.Request("ACK", branch: "1").Replace("127.0.0.1>\r\nCall", "127.0.0.1>;tag=party\r\nCall", StringComparison.Ordinal));
        Run(2_000);

        Assert.Equal("INVITE", Bob.Told);
        Assert.Single(stranger.StartLines);
    }

    private Stranger Stranger() => new(Simulator, Bob.Endpoint.Udp[0]);
}
