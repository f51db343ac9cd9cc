using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Rooms.Tests.Registrations;

/// <summary>Proxies that add themselves to Path (RFC 3327).</summary>
public sealed class A_phone_behind_a_proxy
{
    private const string Contact = "<sip:1001@192.168.1.7:5060>";
    private const string Nearest = "<sip:127.0.0.1:5070;lr>";
    private const string Farther = "<sip:edge@192.168.1.1;lr>";
    private static readonly (string Name, string Value) Known = (HeaderNames.Supported, "path");
    private readonly RegistrarWorld world = new();

    [Fact]
    public void Is_reached_by_the_proxies_it_registered_through_and_told_of_them()
    {
        var response = world.Register(Contact, headers: [Known, (HeaderNames.Path, Nearest), (HeaderNames.Path, Farther)]);

        Assert.Equal(200, response.StatusCode);
        Assert.Equal([Nearest, Farther], response.Headers.All(HeaderNames.Path));
        AssertLed();
        world.Restart();
        AssertLed();
    }

    [Fact]
    public void Is_reached_by_those_of_its_last_registration()
    {
        world.Register(Contact, headers: [Known, (HeaderNames.Path, $"{Farther}, {Nearest}")]);
        world.Register(Contact, headers: [Known, (HeaderNames.Path, Nearest)]);
        Assert.Equal([Nearest], Assert.Single(world.Found()).Path);

        world.Register(Contact);
        Assert.Empty(Assert.Single(world.Found()).Path);
    }

    [Fact]
    public void Is_refused_if_it_knows_nothing_of_that()
    {
        var response = world.Register(Contact, headers: [(HeaderNames.Path, Nearest)]);

        Assert.Equal((420, "path"), (response.StatusCode, response.Headers.First(HeaderNames.Unsupported)));
        Assert.Empty(world.Found());
    }

    [Fact]
    public void Is_refused_if_a_proxy_cannot_be_sent_to() =>
        Assert.Equal(400, world.Register(Contact, headers: [Known, (HeaderNames.Path, "<tel:1>")]).StatusCode);

    private void AssertLed()
    {
        var found = Assert.Single(world.Found());
        Assert.Equal([Nearest, Farther], found.Path);
        Assert.Equal(("sip:1001@192.168.1.7:5060", "UDP 127.0.0.1:5070"), ($"{found.Uri}", $"{found.Hop}"));
    }
}
