using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip.Messages;
using ActiveRecording.SipServer.Calls;

namespace ActiveRecording.Rooms.Tests.SipServer;

public sealed class The_tokens_of_a_call
{
    private static readonly CallTokens Tokens = new("01AE904GK088LFQD2CGB02LAES0000EP", "secret");

    [Theory]
    [InlineData(LegId.Origin)]
    [InlineData(LegId.Destination)]
    [InlineData(LegId.OriginMedia)]
    [InlineData(LegId.DestinationMedia)]
    public void Name_the_call_and_the_leg(LegId leg)
    {
        Assert.True(CallTokens.TryRead(Tokens.Tag(leg), out var callUuid, out var read));
        Assert.Equal((Tokens.CallUuid, leg), (callUuid, read));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("somebody-elses-tag")]
    [InlineData("01AE904GK088LFQD2CGB02LAES0000EP.x.0123456789ABCDEF")]
    [InlineData("01AE904GK088LFQD2CGB02LAES0000E/.a.0123456789ABCDEF")]
    [InlineData("01AE904GK088LFQD2CGB02LAES0000EP.a.0123456789ABCDEFG")]
    public void Are_not_seen_in_foreign_tags(string? tag) => Assert.False(CallTokens.TryRead(tag, out _, out _));

    [Fact]
    public void Are_the_same_for_the_same_request_and_for_no_other()
    {
        var branches = Legs.Ids.SelectMany(leg => new[] { SipMethod.Invite, SipMethod.Bye }
            .SelectMany(method => new[] { 1u, 2u }
                .SelectMany(number => new[] { 0, 1 }.Select(generation => Tokens.Branch(leg, generation, method, number))))).ToList();

        Assert.Equal(branches.Count, branches.Distinct().Count());
        Assert.Equal(Tokens.Branch(LegId.Origin, 0, SipMethod.Bye, 1), (Tokens with { }).Branch(LegId.Origin, 0, SipMethod.Bye, 1));
        Assert.NotEqual(Tokens.Tag(LegId.Origin), (Tokens with { Secret = "other" }).Tag(LegId.Origin));
        Assert.All(branches, branch => Assert.StartsWith("z9hG4bK", branch));
    }
}
