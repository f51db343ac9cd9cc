using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Tests.Messages;

public sealed class A_reason
{
    // The examples of RFC 3326 §2, and what only looks like one.
    [Theory]
    [InlineData("SIP ;cause=200 ;text=\"Call completed elsewhere\"", "SIP", 200, "Call completed elsewhere")]
    [InlineData("Q.850 ;cause=16 ;text=\"Terminated\"", "Q.850", 16, "Terminated")]
    [InlineData("SIP ;cause=600 ;text=\"Busy, \\\"really\\\"\"", "SIP", 600, "Busy, \"really\"")]
    [InlineData("Q.850", "Q.850", null, null)]
    [InlineData("Q.850;cause=many", "Q.850", null, null)]
    [InlineData("Q.850;CAUSE=17;x=y", "Q.850", 17, null)]
    public void Is_read(string text, string protocol, int? cause, string? phrase)
    {
        Assert.True(Reason.TryParse(text, out var reason));
        Assert.Equal(new Reason(protocol, cause, phrase), reason);
        Assert.True(Reason.TryParse(reason!.ToString(), out var again));
        Assert.Equal(reason, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData(";cause=16")]
    [InlineData("two words;cause=16")]
    [InlineData("SIP;text=\"open")]
    public void That_is_none_is_refused(string text) => Assert.False(Reason.TryParse(text, out _));

    [Fact]
    public void Stands_beside_others_in_one_line()
    {
        var bye = Sessions.Refreshes.Request("Reason: SIP;cause=480;text=\"No, not now\", Q.850;cause=18 | Reason: ;, X.1", "BYE");

        Assert.Equal([new("SIP", 480, "No, not now"), Reason.Q850(18), new("X.1")], bye.Reasons);
    }

    [Fact]
    public void Is_written()
    {
        var bye = Sessions.Refreshes.Request(method: "BYE");

        bye.Reasons = [Reason.Sip(480), Reason.Q850(18)];

        Assert.Contains("\r\nReason: SIP;cause=480;text=\"Temporarily Unavailable\", Q.850;cause=18\r\n", bye.ToString(), StringComparison.Ordinal);
    }
}
