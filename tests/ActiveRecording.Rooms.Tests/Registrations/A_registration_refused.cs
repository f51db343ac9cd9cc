using ActiveRecording.Sip.Digest;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Rooms.Tests.Registrations;

public sealed class A_registration_refused
{
    private const string Contact = "<sip:1001@127.0.0.1:5070>";
    private readonly RegistrarWorld world = new();

    [Theory]
    [InlineData("1999", 404)]
    [InlineData("5000", 403)]
    public void Names_a_number_that_is_unknown_or_no_phone(string dn, int status)
    {
        Assert.Equal(status, world.Send(world.Request(Contact, dn: dn)).StatusCode);
    }

    [Fact]
    public void Has_a_wrong_password()
    {
        Assert.Equal(403, world.Register(Contact, password: "guess").StatusCode);
        Assert.Empty(world.Found());
    }

    [Fact]
    public void Is_for_the_number_of_somebody_else()
    {
        var request = world.Request(Contact, dn: "1002");
        var again = DigestClient.Authorize(request, world.Send(request), "1001", RegistrarWorld.Password, "c");

        Assert.Equal(403, world.Send(again!).StatusCode);
        Assert.Empty(world.Found("1002"));
    }

    [Fact]
    public void Repeats_credentials_that_were_used_and_is_asked_for_fresh_ones()
    {
        var request = world.Request(Contact);
        var again = DigestClient.Authorize(request, world.Send(request), "1001", RegistrarWorld.Password, "c")!;
        Assert.Equal(200, world.Send(again).StatusCode);
        again.CSeq = again.CSeq with { Number = again.CSeq.Number + 1 };

        var response = world.Send(again);

        Assert.Equal(401, response.StatusCode);
        Assert.True(DigestChallenge.TryParse(response.Headers.First(HeaderNames.WwwAuthenticate), out var challenge));
        Assert.True(challenge.Stale);
    }

    [Fact]
    public void Has_unreadable_credentials()
    {
        var request = world.Request(Contact);
        request.Headers.Add(HeaderNames.Authorization, "Digest username=");

        Assert.Equal(400, world.Send(request).StatusCode);
    }

    [Fact]
    public void Asks_for_too_short_a_time()
    {
        var response = world.Register(Contact, expires: 10);

        Assert.Equal((423, "30"), (response.StatusCode, response.Headers.First(HeaderNames.MinExpires)));
        Assert.Empty(world.Found());
    }

    [Theory]
    [InlineData("*", null, "Contact * needs Expires 0")]
    [InlineData("*", 60, "Contact * needs Expires 0")]
    [InlineData("<mailto:a@b>", null, "Contact is no SIP address")]
    public void Makes_no_sense(string contact, int? expires, string reason)
    {
        var response = world.Register(contact, expires);

        Assert.Equal((400, reason), (response.StatusCode, response.ReasonPhrase));
    }

    [Fact]
    public void Is_older_than_what_is_known()
    {
        world.Register(Contact, expires: 60);
        world.Simulator.RunFor(TimeSpan.FromSeconds(33));
        var late = world.Request(Contact, expires: 0);
        var challenge = world.Send(late);
        var again = DigestClient.Authorize(late, challenge, "1001", RegistrarWorld.Password, "c")!;
        again.CSeq = again.CSeq with { Number = 1 };

        var response = world.Send(again);

        Assert.Equal((400, "CSeq Out Of Order"), (response.StatusCode, response.ReasonPhrase));
        Assert.Single(world.Found());
    }

    [Fact]
    public void Is_put_off_while_the_journal_is_too_slow()
    {
        world.Journal.Delay = TimeSpan.FromSeconds(10);

        var response = world.Register(Contact);

        Assert.Equal((503, "5"), (response.StatusCode, response.Headers.First(HeaderNames.RetryAfter)));
        Assert.Empty(world.Found());
        world.Simulator.RunFor(TimeSpan.FromSeconds(10));
        Assert.Single(world.Found());
    }
}
