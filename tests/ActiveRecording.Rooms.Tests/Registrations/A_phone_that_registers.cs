using System.Globalization;
using System.Net;
using ActiveRecording.Sip.Digest;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Rooms.Tests.Registrations;

public sealed class A_phone_that_registers
{
    private const string Contact = "<sip:1001@127.0.0.1:5070>";
    private readonly RegistrarWorld world = new();

    [Fact]
    public void Is_challenged_with_every_algorithm_configured()
    {
        var response = world.Send(world.Request(Contact));

        Assert.Equal(401, response.StatusCode);
        Assert.NotNull(response.To.Tag);
        var challenges = response.Headers.All(HeaderNames.WwwAuthenticate)
            .Select(value => DigestChallenge.TryParse(value, out var challenge) ? challenge : null).ToList();
        Assert.Equal([DigestAlgorithm.Sha256, DigestAlgorithm.Md5], challenges.Select(challenge => challenge!.Algorithm));
        Assert.All(challenges, challenge => Assert.Equal("test", challenge!.Realm));
    }

    [Fact]
    public void Is_found_once_it_has_proved_who_it_is()
    {
        var response = world.Register(Contact + ";q=0.5", expires: 120);

        Assert.Equal(200, response.StatusCode);
        Assert.Equal("<sip:1001@127.0.0.1:5070>;expires=120;q=0.500", response.Headers.First(HeaderNames.Contact));
        Assert.Equal(
            world.Simulator.Time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture), response.Headers.First(HeaderNames.Date));
        var found = Assert.Single(world.Found());
        Assert.Equal("sip:1001@127.0.0.1:5070", found.Uri.ToString());
        Assert.Equal("UDP 127.0.0.1:5070", found.Hop.ToString());
        Assert.Equal(500, found.Priority);
        Assert.Equal(["1001"], world.Registrar.View.Registered);
    }

    [Fact]
    public void Is_lost_when_it_does_not_refresh()
    {
        world.Register(Contact, expires: 60);

        world.Simulator.RunFor(TimeSpan.FromSeconds(59));
        Assert.Single(world.Found());
        world.Simulator.RunFor(TimeSpan.FromSeconds(1));
        Assert.Empty(world.Found());
        Assert.Empty(world.Registrar.View.Registered);
    }

    [Fact]
    public void Stays_while_it_refreshes()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(200, world.Register(Contact, expires: 60).StatusCode);
            world.Simulator.RunFor(TimeSpan.FromSeconds(50));
            Assert.Single(world.Found());
        }
    }

    [Fact]
    public void Lists_its_bindings_the_preferred_first_and_takes_them_back()
    {
        world.Register("<sip:a@127.0.0.1:1>;q=0.1, <sip:b@127.0.0.1:2>;expires=60");

        Assert.Equal(["sip:b@127.0.0.1:2", "sip:a@127.0.0.1:1"], world.Found().Select(contact => contact.Uri.ToString()));
        Assert.Equal(
            ["<sip:a@127.0.0.1:1>;expires=3600;q=0.100", "<sip:b@127.0.0.1:2>;expires=60"],
            world.Register("").Headers.All(HeaderNames.Contact));
        Assert.Equal(
            ["<sip:a@127.0.0.1:1>;expires=3600;q=0.100"],
            world.Register("<sip:b@127.0.0.1:2>", expires: 0).Headers.All(HeaderNames.Contact));
        Assert.False(world.Register("*", expires: 0).Headers.Contains(HeaderNames.Contact));
        Assert.Empty(world.Found());
    }

    [Theory]
    [InlineData("<sip:1001@127.0.0.1:5070>", "<sip:1001@127.0.0.1:5070>;+sip.instance=\"x\"", 1)]
    [InlineData("<sip:1001@LOCALHOST:5070>", "<sip:1001@localhost:5070;ob>", 1)]
    [InlineData("<sip:1001@127.0.0.1:5070>", "<sip:1001@127.0.0.1:5070;transport=tcp>", 2)]
    [InlineData("<sip:1001@127.0.0.1:5070>", "<sip:1001@127.0.0.1:5071>", 2)]
    public void Has_one_binding_for_equal_addresses(string first, string second, int bindings)
    {
        world.Register(first);
        world.Register(second);

        Assert.Equal(bindings, world.Found().Count);
    }

    [Fact]
    public void Is_known_after_a_restart_of_the_registrar()
    {
        world.Register("<sip:1001@127.0.0.1:5070;transport=tcp>", expires: 60, transport: SipTransport.Tcp);
        Assert.NotNull(world.Found()[0].Hop.Flow);

        world.Restart();

        var found = Assert.Single(world.Found());
        Assert.Equal(new SipHop(SipTransport.Tcp, new(IPAddress.Loopback, 5070)), found.Hop);
        world.Simulator.RunFor(TimeSpan.FromSeconds(60));
        Assert.Empty(world.Found());
    }

    [Fact]
    public void Is_reached_by_the_connection_it_opened()
    {
        world.Register(Contact, transport: SipTransport.Tcp);

        var hop = Assert.Single(world.Found()).Hop;
        Assert.Equal((SipTransport.Tcp, 5070), (hop.Transport, hop.Remote.Port));
        Assert.NotNull(hop.Flow);
    }

    [Theory]
    [InlineData(SipTransport.Udp, "127.0.0.1:5070;transport=tcp", true)]
    [InlineData(SipTransport.Tcp, "127.0.0.1:5070", true)]
    [InlineData(SipTransport.Tcp, "127.0.0.1:5070;transport=tcp", true)]
    [InlineData(SipTransport.Tcp, "192.168.1.7:5070;transport=tcp", false)]
    public void Is_connected_to_where_it_may_listen(SipTransport transport, string contact, bool listens)
    {
        world.Register($"<sip:1001@{contact}>", transport: transport);

        Assert.Equal(listens, Assert.Single(world.Found()).Listens);
    }

    [Fact]
    public void Is_reached_where_it_came_from_behind_address_translation()
    {
        var translated = new RegistrarWorld("127.0.0.9");

        translated.Register("<sip:1001@192.168.1.7:5060>");

        var found = Assert.Single(translated.Found());
        Assert.Equal("sip:1001@192.168.1.7:5060", found.Uri.ToString());
        Assert.Equal("UDP 127.0.0.9:5070", found.Hop.ToString());
    }
}
