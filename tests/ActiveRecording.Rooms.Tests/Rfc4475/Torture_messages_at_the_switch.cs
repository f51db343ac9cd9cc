using ActiveRecording.Rooms.Tests.SipServer;
using ActiveRecording.Sip.Digest;
using ActiveRecording.Sip.Messages;
using ActiveRecording.SipServer;

namespace ActiveRecording.Rooms.Tests.Rfc4475;

/// <summary>What a user agent and registrar answers to the messages of RFC 4475 that an endpoint lets through.</summary>
public sealed class Torture_messages_at_the_switch
{
    private static readonly string[] Numbers = ["user", "joe", "watson", "j.user", "null-"];
    private readonly TorturePeer peer;

    public Torture_messages_at_the_switch()
    {
        var world = new SwitchWorld(options => options with
        {
            Dns =
            [
                .. Numbers.Select(number => new DnOptions { Number = number, Password = SwitchWorld.Password }),
                new() { Number = "pstn", Type = DnType.Trunk, Prefix = "9", Contact = $"sip:{TorturePeer.Address}" },
            ],
        });
        peer = new(world.Simulator, SwitchWorld.SwitchAddress);
    }

    [Theory]
    [InlineData("wsinv", 481)]
    [InlineData("intmeth", 501)]
    [InlineData("esc01", 404)]
    [InlineData("escnull", 404)]
    [InlineData("esc02", 501)]
    [InlineData("lwsdisp", 200)]
    [InlineData("longreq", 480)]
    [InlineData("dblreq", 401)]
    [InlineData("semiuri", 200)]
    [InlineData("transports", 200)]
    [InlineData("mpart01", 405)]
    [InlineData("baddate", 480)]
    [InlineData("badbranch", 200)]
    [InlineData("unksm2", 400)]
    [InlineData("bext01", 420)]
    [InlineData("invut", 415)]
    [InlineData("regaut01", 401)]
    [InlineData("zeromf", 200)]
    [InlineData("sdp01", 406)]
    public void Are_answered_as_the_RFC_asks(string name, int status) => Assert.Equal(status, peer.Send(name).StatusCode);

    /// <summary>§3.3.5.</summary>
    [Fact]
    public void Are_told_which_extensions_are_missing() => Assert.Equal(
        ["nothingSupportsThis", "nothingSupportsThisEither"], peer.Send("bext01").Headers.All(HeaderNames.Unsupported));

    /// <summary>§3.1.1.2.</summary>
    [Fact]
    public void Are_told_which_methods_there_are() => Assert.Contains("INVITE", peer.Send("intmeth").Headers.All(HeaderNames.Allow));

    /// <summary>§3.3.6.</summary>
    [Fact]
    public void Are_told_which_bodies_are_understood() =>
        Assert.Equal(["application/sdp"], peer.Send("invut").Headers.All(HeaderNames.Accept));

    /// <summary>§3.3.15.</summary>
    [Fact]
    public void Are_warned_that_no_answer_can_be_given() =>
        Assert.StartsWith("399 ", peer.Send("sdp01").Headers.First(HeaderNames.Warning), StringComparison.Ordinal);

    /// <summary>
    /// §3.4.1 leaves it to those who want to talk to RFC 2543: the stack reads such an INVITE, but no dialog can be made
    /// of one without Contact (RFC 3261 §8.1.1.8).
    /// </summary>
    [Fact]
    public void Of_RFC_2543_are_told_that_a_contact_is_missing()
    {
        var response = peer.Send("inv2543");

        Assert.Equal((400, "Contact Missing"), (response.StatusCode, response.ReasonPhrase));
    }

    /// <summary>§3.3.12 to §3.3.14: parameters and escaped header fields of a contact stay where they were.</summary>
    [Theory]
    [InlineData("cparam01", "watson", "sip:+19725552222@gw1.example.net")]
    [InlineData("cparam02", "watson", "sip:+19725552222@gw1.example.net;unknownparam")]
    [InlineData("regescrt", "user", "sip:user@example.com?Route=%3Csip:sip.example.com%3E")]
    public void Register_a_contact_and_find_it_again_as_it_was(string name, string number, string contact)
    {
        var register = TorturePeer.Request(name);
        var fetch = register.Clone();
        fetch.Headers.Remove(HeaderNames.Contact);

        Assert.Equal(contact, Assert.Single(Registered(register, number)).Uri.ToString());
        fetch.CSeq = register.CSeq with { Number = register.CSeq.Number + 10 };
        Assert.Equal(contact, Assert.Single(Registered(fetch, number)).Uri.ToString());
    }

    private IReadOnlyList<NameAddress> Registered(SipRequest register, string number)
    {
        Rebranch(register, "1");
        var challenge = peer.Send(register.ToBytes());
        var authorized = DigestClient.Authorize(register, challenge, number, SwitchWorld.Password, $"cnonce-{register.CSeq.Number}")!;
        Rebranch(authorized, "2");
        var response = peer.Send(authorized.ToBytes());
        Assert.Equal(200, response.StatusCode);
        return response.Contacts;
    }

    private static void Rebranch(SipRequest request, string suffix) =>
        request.ReplaceTopVia(new("UDP", "192.0.2.201", 5060, $"{Via.MagicCookie}{request.CSeq.Number}{suffix}"));
}
