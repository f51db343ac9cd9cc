using System.Text.RegularExpressions;
using ActiveRecording.InteropTests.Capture;
using ActiveRecording.InteropTests.Peers;

namespace ActiveRecording.InteropTests.Scenarios;

public sealed partial class An_unrecorded_call : NodeScenario
{
    private const int Callee = 5_081;
    private const int Caller = 5_082;

    [Fact]
    public async Task Has_its_media_direct_between_the_phones()
    {
        var sipp = new Sipp(NewFolder("sipp"));
        await using var node = await NodeUnderTest.StartAsync(NewFolder("node"));
        await sipp.RegisterAsync("1005", Callee);
        await using var callee = sipp.Answer(Callee, 1);
        await using var capture = await LoopbackCapture.StartAsync("portrange 5060-5360 or udp portrange 12000-31998");

        Assert.Single(await sipp.CallAsync("1004", "1005", Caller, SippLoad.One(2), callee));

        var seen = await capture.StopAsync();
        var offered = AudioPort(seen.From(Caller).Requests("INVITE").Last().Body);
        Assert.Equal(offered, AudioPort(seen.To(Callee).Requests("INVITE").Single().Body));
        var answered = AudioPort(seen.From(Callee).Responses(200, "INVITE").Single().Body);
        Assert.Equal(answered, AudioPort(seen.To(Caller).Responses(200, "INVITE").Last().Body));
        Assert.InRange(seen.Count(one => one.To.Port == answered), 50, 200);
        Assert.DoesNotContain(seen, static one => one.To.Port is >= 16_000 or 5_160 or 5_260 or 5_360);
        Assert.Empty(await node.FinishedRecordingsAsync(0, TimeSpan.FromSeconds(1)));
    }

    private static int AudioPort(string sdp) => int.Parse(MediaLine().Match(sdp).Groups[1].Value, null);

    [GeneratedRegex(@"m=audio (\d+) ")]
    private static partial Regex MediaLine();
}
