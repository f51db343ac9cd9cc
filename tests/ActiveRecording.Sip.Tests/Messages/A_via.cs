using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Tests.Messages;

public sealed class A_via
{
    [Theory]
    [InlineData("SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1", "UDP", "192.0.2.1", 5060, "z9hG4bK1")]
    [InlineData("SIP / 2.0\t/ udp   host.example ; branch = z9hG4bK1 ", "UDP", "host.example", null, "z9hG4bK1")]
    [InlineData("sip/2.0/TLS [2001:db8::1]:5061;branch=x", "TLS", "[2001:db8::1]", 5061, "x")]
    [InlineData("SIP/2.0/TCP  h : 5062", "TCP", "h", 5062, null)]
    [InlineData("SIP/2.0/carrier-pigeon a_b.c;branch=y", "CARRIER-PIGEON", "a_b.c", null, "y")]
    public void Is_read(string text, string transport, string host, int? port, string? branch)
    {
        Assert.True(Via.TryParse(text, out var via));
        Assert.Equal((transport, host, port, branch), (via.Transport, via.Host, via.Port, via.Branch));
    }

    [Theory]
    [InlineData("")]
    [InlineData("SIP/2.0/UDP")]
    [InlineData("SIP/2.0/UDP ")]
    [InlineData("SIP/2.0 UDP h")]
    [InlineData("SIP/2.0/UDPh")]
    [InlineData("SIP/2.0/UDP h:x")]
    [InlineData("SIP/2.0/UDP h:70000")]
    [InlineData("SIP/2.0/UDP h branch=1")]
    [InlineData("SIP/2.0/UDP h;branch=\"1")]
    [InlineData("SIP/2.0/UDP [::1;branch=1")]
    public void Is_refused_when_it_is_none(string text)
    {
        Assert.False(Via.TryParse(text, out _));
    }

    [Fact]
    public void Keeps_a_protocol_that_is_not_ours()
    {
        Assert.True(Via.TryParse("SIP / 7.0 / udp h;branch=1", out var via));
        Assert.Equal("SIP/7.0/UDP h;branch=1", via.ToString());
    }

    [Fact]
    public void Learns_where_the_request_came_from()
    {
        Assert.True(Via.TryParse("SIP/2.0/UDP 10.0.0.1:5060;rport;branch=z9hG4bK1", out var via));
        Assert.True(via.WantsRport);

        var seen = via.WithReceived("192.0.2.7", 4711);

        Assert.Equal("SIP/2.0/UDP 10.0.0.1:5060;rport=4711;branch=z9hG4bK1;received=192.0.2.7", seen.ToString());
        Assert.Equal(("192.0.2.7", 4711, false), (seen.Received, seen.Rport, seen.WantsRport));
        Assert.Equal("SIP/2.0/UDP h;received=2001:db8::1", new Via("UDP", "h", null, SipParameters.Empty).WithReceived("2001:db8::1", 1).ToString());
    }

    [Theory]
    [InlineData("rport=0")]
    [InlineData("rport=65536")]
    [InlineData("rport=-1")]
    [InlineData("rport=1x")]
    [InlineData("rport=99999999999999")]
    public void Has_no_port_where_none_is_readable(string parameter)
    {
        Assert.True(Via.TryParse($"SIP/2.0/UDP h;{parameter}", out var via));
        Assert.Null(via.Rport);
    }
}
