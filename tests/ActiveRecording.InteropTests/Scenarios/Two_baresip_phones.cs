using System.Net;
using System.Net.Http.Headers;
using ActiveRecording.InteropTests.Audio;
using ActiveRecording.InteropTests.Capture;
using ActiveRecording.InteropTests.Peers;
using ActiveRecording.Operations;

namespace ActiveRecording.InteropTests.Scenarios;

public sealed class Two_baresip_phones(ITestOutputHelper output) : NodeScenario
{
    private static readonly TimeSpan Talk = TimeSpan.FromSeconds(7);

    [Fact]
    public async Task Hear_each_other_and_are_recorded()
    {
        Baresip.Require();
        await using var node = await NodeUnderTest.StartAsync(NewFolder("node"));
        await using var a = await PhoneAsync("1001", Speech.Alice, 5_070, "");
        await using var b = await PhoneAsync("1003", Speech.Bob, 5_080, ";answermode=auto");
        await a.RegisteredAsync();
        await b.RegisteredAsync();

        await using var capture = await LoopbackCapture.StartAsync("udp port 5060");
        await a.DialAsync("sip:1003@127.0.0.1");
        await Task.WhenAll(a.EstablishedAsync(), b.EstablishedAsync());
        await Task.Delay(Talk, TestContext.Current.CancellationToken);
        await a.HangUpAsync();
        await b.ClosedAsync();
        var seen = await capture.StopAsync();
        var talked = seen.From(5_070).Requests("BYE").Single().At - seen.From(5_080).Responses(200, "INVITE").Single().At;

        AssertHeard("b heard a", Speech.Alice, SpeechMatch.Read(b.Heard));
        AssertHeard("a heard b", Speech.Bob, SpeechMatch.Read(a.Heard));

        var recording = Assert.Single(await node.FinishedRecordingsAsync(1, TimeSpan.FromSeconds(10)));
        output.WriteLine($"{recording.State}; gaps: {string.Join("; ", recording.Gaps)}");
        Assert.Equal(RecordingState.Sealed, recording.State);
        Assert.Equal(("1001", 0L, 0), (recording.Dn, recording.LostPackets!.Value, recording.Gaps.Count));
        output.WriteLine($"recorded {recording.Seconds} s of {talked.TotalSeconds} s");
        Assert.InRange(recording.Seconds!.Value - talked.TotalSeconds, -0.06, 0.06);

        var audio = await node.DownloadAsync(recording);
        AssertRecorded("left channel", Speech.Alice, SpeechMatch.Read(audio, 0));
        AssertRecorded("right channel", Speech.Bob, SpeechMatch.Read(audio, 1));
        await AssertServesRangesAsync(node, recording, await File.ReadAllBytesAsync(audio));
    }

    private async Task<Baresip> PhoneAsync(string dn, string speech, int port, string options) => await Baresip.StartAsync(
        $"<sip:{dn}@127.0.0.1>;auth_user={dn};auth_pass=quickstart;regint=60;audio_codecs=pcmu{options}",
        Speech.Lengthened(speech, NewFolder("speech")), port, NewFolder(dn));

    /// <summary>Every second that a phone heard is what the other said; on a busy machine it opens its ear a little late.</summary>
    private void AssertHeard(string who, string speech, short[] heard)
    {
        var match = Match(who, speech, heard);
        Assert.True(match.Worst >= 0.995, $"{who}: {match}");
        Assert.True(match.Seconds.Count >= 4, $"{who}: {match}");
    }

    /// <summary>The recording has all of it.</summary>
    private void AssertRecorded(string channel, string speech, short[] recorded)
    {
        var match = Match(channel, speech, recorded);
        Assert.True(match is { Overall: >= 0.999, Worst: >= 0.995 }, $"{channel}: {match}");
    }

    private SpeechMatch Match(string what, string speech, short[] heard)
    {
        var match = SpeechMatch.Find(SpeechMatch.Read(speech), heard);
        output.WriteLine($"{what}: {match}");
        return match;
    }

    private static async Task AssertServesRangesAsync(NodeUnderTest node, Recording recording, byte[] whole)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/recordings/{recording.Id}/audio");
        request.Headers.Range = new RangeHeaderValue(1_000, 1_999);
        using var response = await node.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal(whole[1_000..2_000], await response.Content.ReadAsByteArrayAsync());
    }
}
