using ActiveRecording.Simulation.Flows;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>P-Asserted-Identity (RFC 3325): 2001 belongs to the trust domain, nobody else does.</summary>
public sealed class The_identity_of_a_caller : IDisposable
{
    private const string Asserted = "\"Carol\" <sip:carol@example.com>";
    private const string Own = "<sip:2002@127.0.0.1:5060>";
    private readonly House house = new();

    [Theory]
    [InlineData("carol", "dave", null, Asserted, null, "identity-asserted")]
    [InlineData("carol", "dave", "none", Asserted, "none", "identity-asserted")]
    [InlineData("carol", "dave", "id", null, "id", "identity-kept-private")]
    [InlineData("carol", "dave", "id;critical", null, "id;critical", "identity-kept-private")]
    [InlineData("carol", "dave", "user;critical", null, null, "identity-kept-private")]
    [InlineData("carol", "dave", "header;session", null, "session", "identity-kept-private")]
    [InlineData("dave", "carol", null, Own, null, "identity-asserted-by-a-stranger")]
    [InlineData("dave", "carol", "id", Own, "id", "identity-asserted-by-a-stranger")]
    [InlineData("dave", "carol", "user;header", Own, "user;header", "identity-asserted-by-a-stranger")]
    public void Is_passed_on_as_trust_and_privacy_allow(
        string from, string to, string? privacy, string? seen, string? left, string flow)
    {
        var (caller, callee) = (house.Peer(from), house.Peer(to));
        var invite = caller.Invite(callee.Number, caller.Sdp());
        invite.Headers.Set(HeaderNames.PAssertedIdentity, Asserted);
        if (privacy is not null) invite.Headers.Set(HeaderNames.Privacy, privacy);

        Assert.Equal(200, caller.Send(invite).StatusCode);
        house.RunFor(0.5);

        var shown = callee.Last(SipMethod.Invite);
        Assert.Equal(seen, shown.Headers.First(HeaderNames.PAssertedIdentity));
        Assert.Equal(left, shown.Headers.First(HeaderNames.Privacy));
        house.HangUp(caller);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Theory]
    [InlineData("id")]
    [InlineData("user")]
    [InlineData("header")]
    public void Is_nowhere_in_what_a_stranger_gets_of_a_private_call(string privacy)
    {
        var (caller, callee) = (house.Peer("carol"), house.Peer("dave"));
        var invite = caller.Invite(callee.Number, caller.Sdp());
        invite.From = invite.From with { DisplayName = "Carol" };
        invite.Headers.Set(HeaderNames.PAssertedIdentity, Asserted);
        invite.Headers.Set(HeaderNames.Privacy, privacy);

        Assert.Equal(200, caller.Send(invite).StatusCode);
        house.RunFor(0.5);
        house.HangUp(caller);

        var shown = callee.Last(SipMethod.Invite);
        Assert.Equal(("Anonymous", "sip:anonymous@anonymous.invalid"), (shown.From.DisplayName, $"{shown.From.Uri}"));
        Assert.NotNull(shown.From.Tag);
        Assert.DoesNotContain(caller.Number, $"{string.Join(' ', shown.Headers.All(HeaderNames.Via))} {shown.Contact}", StringComparison.Ordinal);
        var bye = callee.Last(SipMethod.Bye);
        Assert.Equal(($"{shown.From.Uri}", shown.From.Tag), ($"{bye.From.Uri}", bye.From.Tag));
        Assert.Null(bye.Headers.First(HeaderNames.PAssertedIdentity));
    }

    public void Dispose() => house.Dispose();
}
