using ActiveRecording.InteropTests.Audio;
using ActiveRecording.InteropTests.Capture;
using ActiveRecording.InteropTests.Peers;
using ActiveRecording.Operations;

namespace ActiveRecording.InteropTests.Scenarios;

/// <summary>Phones that send all to Kamailio, which stays in every dialog by Record-Route.</summary>
public sealed class Calls_through_an_outbound_proxy(ITestOutputHelper output) : NodeScenario
{
    private const int Switch = 5_060;
    private const int PhoneA = 5_070;
    private const int PhoneB = 5_080;
    private const int SippCallee = 5_081;
    private const int SippCaller = 5_082;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Talk = TimeSpan.FromSeconds(6);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_baresip_are_held_and_hung_up_by_either_side(bool callerHangsUp)
    {
        Baresip.Require();
        await using var node = await NodeUnderTest.StartAsync(NewFolder("node"));
        await using var proxy = await Kamailio.StartAsync(NewFolder("proxy"));
        await using var a = await PhoneAsync("1001", Speech.Alice, PhoneA, "");
        await using var b = await PhoneAsync("1003", Speech.Bob, PhoneB, ";answermode=auto");
        await a.RegisteredAsync();
        await b.RegisteredAsync();

        await using var capture = await LoopbackCapture.StartAsync("udp portrange 5060-5080");
        await a.DialAsync("sip:1003@127.0.0.1");
        await Task.WhenAll(a.EstablishedAsync(), b.EstablishedAsync());
        await Task.Delay(Talk, TestContext.Current.CancellationToken);
        await b.HoldAsync();
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await b.RetrieveAsync();
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await (callerHangsUp ? a : b).HangUpAsync();
        await (callerHangsUp ? b : a).ClosedAsync();

        var recording = Assert.Single(await node.FinishedRecordingsAsync(1, Patience));
        await node.RestsAsync();
        output.WriteLine($"{recording.Seconds} s; gaps: {string.Join("; ", recording.Gaps)}");
        Assert.Equal((RecordingState.Sealed, "1001", 0L), (recording.State, recording.Dn, recording.LostPackets!.Value));
        Assert.All(recording.Gaps, static gap => Assert.Equal("paused", gap.Cause));
        var audio = await node.DownloadAsync(recording);
        AssertRecorded("left channel", Speech.Alice, SpeechMatch.Read(audio, 0));
        AssertRecorded("right channel", Speech.Bob, SpeechMatch.Read(audio, 1));
        AssertRouted(await capture.StopAsync(), holds: 2);
    }

    [Theory]
    [InlineData("u1")]
    [InlineData("t1")]
    public async Task Of_sipp_are_recorded_as_a_whole(string transport)
    {
        var sipp = new Sipp(NewFolder("sipp"), transport, proxy: Kamailio.Address);
        await using var node = await NodeUnderTest.StartAsync(NewFolder("node"));
        await using var proxy = await Kamailio.StartAsync(NewFolder("proxy"));
        await sipp.RegisterAsync("1001", SippCallee);
        await using var callee = sipp.Answer(SippCallee, 1);
        await Listening.AtAsync(SippCallee, overTcp: transport is "t1");

        var made = Assert.Single(await sipp.CallAsync("1004", "1001", SippCaller, SippLoad.One(4), callee));

        var recording = Assert.Single(await node.FinishedRecordingsAsync(1, Patience));
        await node.RestsAsync();
        output.WriteLine($"recorded {recording.Seconds} s of {made.Talked.TotalSeconds} s");
        Assert.Equal((RecordingState.Sealed, 0L, 0), (recording.State, recording.LostPackets!.Value, recording.Gaps.Count));
    }

    /// <summary>Switch and phones never meet but through the proxy, and what is in a dialog names it in Route.</summary>
    private static void AssertRouted(IReadOnlyList<Captured> seen, int holds)
    {
        Assert.Empty(seen
            .Where(static one => (one.From.Port, one.To.Port) is (Switch, PhoneA or PhoneB) or (PhoneA or PhoneB, Switch))
            .Select(static one => $"{one.From} {one.To} {one.StartLine} {one.Header("CSeq")}"));
        var sent = seen.From(Switch).To(Kamailio.Port).ToList();
        var within = new[] { "ACK", "INVITE", "BYE" }.SelectMany(sent.Requests)
            .Where(static one => one.Header("To")!.Contains(";tag=", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(within);
        Assert.All(within, static one => Assert.StartsWith($"<sip:{Kamailio.Address};", one.Header("Route"), StringComparison.Ordinal));
        var heard = seen.From(Kamailio.Port).To(Switch).Requests("INVITE");
        Assert.Equal(holds, heard.Count(static one => one.Header("To")!.Contains(";tag=", StringComparison.Ordinal)));
    }

    private async Task<Baresip> PhoneAsync(string dn, string speech, int port, string options) => await Baresip.StartAsync(
        $"<sip:{dn}@127.0.0.1>;auth_user={dn};auth_pass=quickstart;outbound=\"sip:{Kamailio.Address}\";regint=60;audio_codecs=pcmu{options}",
        Speech.Lengthened(speech, NewFolder("speech")), port, NewFolder(dn));

    private void AssertRecorded(string channel, string speech, short[] recorded)
    {
        var match = SpeechMatch.Find(SpeechMatch.Read(speech), recorded);
        output.WriteLine($"{channel}: {match}");
        Assert.True(match is { Overall: >= 0.999, Worst: >= 0.995 }, $"{channel}: {match}");
    }
}
