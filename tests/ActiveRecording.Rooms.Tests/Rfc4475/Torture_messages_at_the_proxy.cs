using System.Net;
using ActiveRecording.Rooms.Tests.ResourceManager;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Rooms.Tests.Rfc4475;

/// <summary>What a proxy answers to the messages of RFC 4475 that an endpoint lets through.</summary>
public sealed class Torture_messages_at_the_proxy : ResourceManagerRig
{
    private readonly TorturePeer peer;

    public Torture_messages_at_the_proxy() => peer = new(Simulator, new IPEndPoint(IPAddress.Loopback, 5160));

    [Theory]
    [InlineData("intmeth", 404)]
    [InlineData("esc02", 404)]
    [InlineData("wsinv", 481)]
    [InlineData("invut", 404)]
    [InlineData("unksm2", 404)]
    [InlineData("regaut01", 404)]
    [InlineData("unkscm", 416)]
    [InlineData("novelsc", 416)]
    [InlineData("bext01", 420)]
    public void Are_answered_as_the_RFC_asks(string name, int status) => Assert.Equal(status, peer.Send(name).StatusCode);

    /// <summary>§3.3.5.</summary>
    [Fact]
    public void Are_told_which_extensions_are_missing() => Assert.Equal(
        ["noProxiesSupportThis", "norDoAnyProxiesSupportThis"], peer.Send("bext01").Headers.All(HeaderNames.Unsupported));

    /// <summary>§3.3.11: what must not go on is refused; OPTIONS the proxy answers itself (RFC 3261 §16.3).</summary>
    [Fact]
    public void Without_hops_left_go_no_further()
    {
        var invite = TorturePeer.Request("baddate");
        invite.MaxForwards = 0;

        Assert.Equal(483, peer.Send(invite.ToBytes()).StatusCode);
        Assert.Equal(200, peer.Send("zeromf").StatusCode);
    }
}
