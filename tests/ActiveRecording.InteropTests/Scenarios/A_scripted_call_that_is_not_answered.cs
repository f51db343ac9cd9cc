using ActiveRecording.InteropTests.Peers;

namespace ActiveRecording.InteropTests.Scenarios;

[Collection(NodeUnderTest.Collection)]
public sealed class A_scripted_call_that_is_not_answered(ScriptedCalls calls) : IClassFixture<ScriptedCalls>
{
    [Theory]
    [InlineData("u1")]
    [InlineData("t1")]
    public async Task Ends_with_the_callees_refusal(string transport)
    {
        var call = await calls.PlayAsync(transport, "uac-is-refused", "uas-busy-486", values: ("STATUS", "486"));

        call.AssertUnanswered("refused", 486);
    }

    [Theory]
    [InlineData("u1")]
    [InlineData("t1")]
    public async Task Ends_with_487_when_its_caller_gives_up(string transport) =>
        (await calls.PlayAsync(transport, "uac-cancel-before-answer", "uas-rings")).AssertUnanswered("abandoned", 487);

    [Theory]
    [InlineData("u1")]
    [InlineData("t1")]
    public async Task Is_hung_up_when_the_answer_crosses_the_cancel(string transport) =>
        (await calls.PlayAsync(transport, "uac-cancel-before-answer", "uas-200-crossing-cancel")).AssertUnanswered("abandoned", 487);

    [Theory]
    [InlineData("uas-rings")]
    [InlineData("uas-never-answers")]
    public async Task Is_given_up_after_a_while(string callee) =>
        (await calls.PlayAsync("u1", "uac-is-refused", callee, values: ("STATUS", "480"))).AssertUnanswered("no-answer", 480);

    [Fact]
    public async Task Goes_where_the_callee_redirects_it()
    {
        await using var target = await calls.NewSipp("u1").AwaitCallAsync("uas-answers", ScriptedCalls.Bystander, SippSettings.None);
        var call = await calls.PlayAsync("u1", "uac-talks", "uas-redirect-302", values: ("TARGET", "sip:1003@127.0.0.1:5060"));

        await Sipp.SucceededAsync(target, TimeSpan.FromSeconds(10));
        Assert.Equal(("hung-up", 200), (Assert.Single(call.Records).Cause, call.Records[0].SipStatus));
    }

    [Fact]
    public async Task Does_not_go_where_no_number_of_this_switch_is()
    {
        var call = await calls.PlayAsync("u1", "uac-is-refused", "uas-redirect-302", values: [("STATUS", "480"), ("TARGET", "sip:1001@192.0.2.1")]);

        call.AssertUnanswered("refused", 480);
    }

    [Theory]
    [InlineData("u1")]
    [InlineData("t1")]
    public async Task Is_refused_when_the_answer_describes_nothing(string transport) =>
        (await calls.PlayAsync(transport, "uac-is-refused", "uas-no-sdp-in-200", values: ("STATUS", "488"))).AssertUnanswered("no-common-codec", 488);

    [Fact]
    public async Task Does_not_come_to_be_when_it_may_not_be_forwarded() =>
        Assert.Empty((await calls.PlayAsync("u1", "uac-loop-max-forwards-0", null)).Records);

    [Fact]
    public async Task Is_one_though_it_came_by_two_ways() =>
        (await calls.PlayAsync("u1", "uac-merged-request", "uas-rings")).AssertUnanswered("abandoned", 487);
}
