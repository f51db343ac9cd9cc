using ActiveRecording.Simulation.Flows;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>P-Asserted-Identity (RFC 3325): 2001 belongs to the trust domain, nobody else does.</summary>
public sealed class The_identity_of_a_caller : IDisposable
{
    private const string Asserted = "\"Carol\" <sip:carol@example.com>";
    private readonly House house = new();

    [Theory]
    [InlineData("carol", "dave", null, Asserted, "identity-asserted")]
    [InlineData("carol", "dave", "id", null, "identity-kept-private")]
    [InlineData("dave", "carol", "id", null, "identity-asserted-by-a-stranger")]
    public void Is_passed_on_as_trust_and_privacy_allow(string from, string to, string? privacy, string? seen, string flow)
    {
        var (caller, callee) = (house.Peer(from), house.Peer(to));
        var invite = caller.Invite(callee.Number, caller.Sdp());
        invite.Headers.Set(HeaderNames.PAssertedIdentity, Asserted);
        if (privacy is not null) invite.Headers.Set(HeaderNames.Privacy, privacy);

        Assert.Equal(200, caller.Send(invite).StatusCode);
        house.RunFor(0.5);

        var shown = callee.Last(SipMethod.Invite);
        Assert.Equal(seen, shown.Headers.First(HeaderNames.PAssertedIdentity));
        Assert.Equal(privacy, shown.Headers.First(HeaderNames.Privacy));
        house.HangUp(caller);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    public void Dispose() => house.Dispose();
}
